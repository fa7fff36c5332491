package dev.trestle.e2e.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Clients that read users and transfer money, one request after the other, until it is enough. */
final class Load implements AutoCloseable {
  private static final int SECONDS = 120;

  /** That money is moved between: those of the first users. */
  static final int ACCOUNTS = 10;

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String address;
  private final List<Thread> threads = new ArrayList<>();
  private final Map<Integer, AtomicInteger> statuses = new ConcurrentSkipListMap<>();
  private final Map<String, AtomicInteger> errors = new ConcurrentHashMap<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Semaphore served = new Semaphore(0);
  private final Semaphore refused = new Semaphore(0);
  private volatile boolean over;

  private Load(String address) {
    this.address = address;
  }

  /** Clients of a service, of which every second request is a transfer. */
  static Load of(String address, int clients) {
    return begin(address, clients, 2);
  }

  /** Clients that do nothing else. */
  static Load transfers(String address, int clients) {
    return begin(address, clients, 1);
  }

  private static Load begin(String address, int clients, int transferEach) {
    Load load = new Load(address);
    for (int i = 0; i < clients; i++) {
      load.threads.add(Thread.startVirtualThread(() -> load.work(transferEach)));
    }
    return load;
  }

  private void work(int transferEach) {
    try {
      for (int turn = 1; !over; turn++) {
        send(turn % transferEach == 0 ? transfer() : read());
      }
    } catch (IOException | RuntimeException e) {
      failures.add(e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(HttpRequest.Builder request) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    statuses.computeIfAbsent(answer.statusCode(), key -> new AtomicInteger()).incrementAndGet();
    if (answer.statusCode() == 200) {
      served.release();
    } else {
      String error = answer.body().replaceAll(",?\"requestId\":\"[^\"]*\"", "");
      errors.computeIfAbsent(error, key -> new AtomicInteger()).incrementAndGet();
      refused.release();
      TimeUnit.MILLISECONDS.sleep(20); // Who is refused does not ask a thousand times a second.
    }
  }

  private HttpRequest.Builder read() {
    return HttpRequest.newBuilder(URI.create(address + "/api/users/" + anybody()));
  }

  private HttpRequest.Builder transfer() {
    int from = ThreadLocalRandom.current().nextInt(ACCOUNTS);
    int to = (from + 1 + ThreadLocalRandom.current().nextInt(ACCOUNTS - 1)) % ACCOUNTS;
    String order =
        "{\"fromUserId\":\"%s\",\"toUserId\":\"%s\",\"amount\":1}"
            .formatted(user(1 + from), user(1 + to));
    return HttpRequest.newBuilder(URI.create(address + "/api/transfer"))
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(order));
  }

  private static String anybody() {
    return user(1 + ThreadLocalRandom.current().nextInt(1_000));
  }

  /** The id of a seeded user, 1 to 10,000. */
  static String user(int number) {
    return "00000000-0000-4000-8000-%012x".formatted(number);
  }

  /** Returns once so many more were served. */
  boolean awaitServed(int more) throws InterruptedException {
    served.drainPermits();
    return served.tryAcquire(more, SECONDS, TimeUnit.SECONDS);
  }

  /** Returns once so many more were not. */
  boolean awaitRefused(int more) throws InterruptedException {
    refused.drainPermits();
    return refused.tryAcquire(more, SECONDS, TimeUnit.SECONDS);
  }

  /** How many answers there were of which status. */
  Map<Integer, AtomicInteger> statuses() {
    return statuses;
  }

  /** How many answers had that one. */
  int count(int status) {
    return statuses.getOrDefault(status, new AtomicInteger()).get();
  }

  /** What those said that were no 200, without the ids of requests. */
  Map<String, AtomicInteger> errors() {
    return errors;
  }

  /** What was no answer at all. */
  List<String> failures() {
    return List.copyOf(failures);
  }

  /** Returns once each client has its last answer. */
  void end() throws InterruptedException {
    over = true;
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Override
  public void close() throws InterruptedException {
    end();
    client.close();
  }
}
