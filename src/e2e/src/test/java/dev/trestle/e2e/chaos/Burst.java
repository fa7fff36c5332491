package dev.trestle.e2e.chaos;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Clients that all ask at once, each some times, and what they are answered. */
final class Burst {
  private final HttpClient client;
  private final URI address;
  private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final Semaphore refused = new Semaphore(0);
  private final List<Thread> threads = new ArrayList<>();

  /**
   * What came.
   *
   * @param retryAfter as sent; empty if it was not
   */
  record Answer(int status, String retryAfter, String body, long millis) {}

  Burst(HttpClient client, String address) {
    this.client = client;
    this.address = URI.create(address);
  }

  /** Who is refused asks again when it was told to, while it has rounds left. */
  void start(int clients, int rounds) {
    for (int i = 0; i < clients; i++) {
      threads.add(
          Thread.startVirtualThread(() -> {
            try {
              for (int round = 0; round < rounds; round++) {
                Answer answer = send();
                if (answer.status() != 200 && round + 1 < rounds) {
                  TimeUnit.SECONDS.sleep(Long.parseLong(answer.retryAfter()));
                }
              }
            } catch (IOException | RuntimeException e) {
              failures.add(e.toString());
            } catch (InterruptedException e) {
              Thread.currentThread().interrupt();
            }
          }));
    }
  }

  Answer send() throws IOException, InterruptedException {
    long began = System.nanoTime();
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
    Answer answer =
        new Answer(
            response.statusCode(),
            response.headers().firstValue("Retry-After").orElse(""),
            response.statusCode() == 200 ? "" : response.body(),
            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began));
    answers.add(answer);
    if (answer.status() == 503) {
      refused.release();
    }
    return answer;
  }

  /** Returns once so many were refused. */
  boolean awaitRefused(int count, int seconds) throws InterruptedException {
    return refused.tryAcquire(count, seconds, TimeUnit.SECONDS);
  }

  void join() throws InterruptedException {
    for (Thread thread : threads) {
      thread.join();
    }
  }

  List<Answer> answers() {
    return List.copyOf(answers);
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  long count(int status) {
    return answers.stream().filter(answer -> answer.status() == status).count();
  }

  /** Of a hundred answers with that status, ninety-five took no longer. */
  long p95(int status) {
    List<Long> millis = new ArrayList<>();
    answers.stream()
        .filter(answer -> answer.status() == status)
        .forEach(answer -> millis.add(answer.millis()));
    Collections.sort(millis);
    return millis.isEmpty() ? 0 : millis.get((int) (millis.size() * 0.95));
  }
}
