package dev.trestle.e2e.rolling;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Clients that read and write all the time, each users of its own, and what came of it. */
final class Clients implements AutoCloseable {
  private static final int SECONDS = 120;

  /** Between two requests of a client, so that the load is the same on whatever machine. */
  private static final int PAUSE_MILLIS = 15;

  private final Balancer balancer;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> names = new ConcurrentHashMap<>();
  private final List<Future<?>> clients = new ArrayList<>();
  private Counts counts = new Counts();
  private boolean over;

  /** What a step saw. */
  static final class Counts {
    int reads;
    int writes;
    final Map<String, Integer> answeredBy = new TreeMap<>();
    final List<String> failures = new ArrayList<>();

    int requests() {
      return reads + writes + failures.size();
    }

    @Override
    public String toString() {
      return "%,6d reads %,6d writes %3d failed   %s"
          .formatted(reads, writes, failures.size(), answeredBy);
    }
  }

  Clients(Balancer balancer) {
    this.balancer = balancer;
  }

  void start(int number, Map<String, String> seeded) {
    names.putAll(seeded);
    List<List<String>> shares = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      shares.add(new ArrayList<>());
    }
    int turn = 0;
    for (String id : seeded.keySet()) {
      shares.get(turn++ % number).add(id);
    }
    for (int i = 0; i < number; i++) {
      Client client = new Client(this, i, shares.get(i));
      clients.add(threads.submit(client::work));
    }
  }

  /** Returns once so many more requests were answered. */
  synchronized void await(int requests) throws InterruptedException {
    int until = counts.requests() + requests;
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (counts.requests() < until) {
      wait(1_000);
      if (System.nanoTime() > deadline) {
        throw new AssertionError("The clients came to a halt: " + counts + counts.failures);
      }
    }
  }

  /** What came since the last time that this was asked. */
  synchronized Counts take() {
    Counts taken = counts;
    counts = new Counts();
    return taken;
  }

  /** The names that were acknowledged, by id, once all clients have ended. */
  Map<String, String> end() throws Exception {
    synchronized (this) {
      over = true;
    }
    for (Future<?> client : clients) {
      try {
        client.get(SECONDS, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        throw new AssertionError("A client failed", e.getCause());
      }
    }
    return names;
  }

  synchronized boolean isOver() {
    return over;
  }

  /** Sends one request; any answer but the expected one is a failure. */
  String send(String method, String path, String body, int expected) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    try {
      Balancer.Answer answer = balancer.send(method, path, body);
      if (answer.status() == expected) {
        count(method, answer.replica().version());
        return answer.body();
      }
      fail(
          method
              + " "
              + path
              + " was "
              + answer.status()
              + " of "
              + answer.replica().version()
              + ": "
              + answer.body());
    } catch (IOException e) {
      fail(method + " " + path + " had no answer: " + e);
    }
    return "";
  }

  private synchronized void count(String method, String version) {
    if (method.equals("GET")) {
      counts.reads++;
    } else {
      counts.writes++;
    }
    counts.answeredBy.merge(version, 1, Integer::sum);
    notifyAll();
  }

  synchronized void fail(String what) {
    counts.failures.add(what);
    notifyAll();
  }

  void acknowledge(String id, String name) {
    names.put(id, name);
  }

  String name(String id) {
    return names.get(id);
  }

  @Override
  public void close() {
    threads.shutdownNow();
    threads.close();
  }
}
