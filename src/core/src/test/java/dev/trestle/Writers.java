package dev.trestle;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Clients that write a note each time, and then read whether it is there. */
final class Writers implements AutoCloseable {
  private final AtomicInteger next;
  private final AtomicInteger seen = new AtomicInteger();
  private final AtomicBoolean over = new AtomicBoolean();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();
  private final ExecutorService clients;

  /**
   * @param next note that nobody has written
   */
  Writers(int port, int count, AtomicInteger next) {
    this.next = next;
    this.clients = Executors.newFixedThreadPool(count);
    IntStream.range(0, count).forEach(i -> clients.execute(() -> write(new RawHttp(port))));
  }

  private void write(RawHttp http) {
    while (!over.get() && failures.isEmpty()) {
      try {
        String path = "/notes/" + next.incrementAndGet();
        RawHttp.Answer wrote = http.sendBody("POST", path, "");
        String set = wrote.header("Set-Cookie").orElse("; ");
        String cookie = "Cookie: " + set.substring(0, set.indexOf(';'));
        RawHttp.Answer read = http.send("GET", path, cookie);
        if (wrote.status() == 204 && read.status() == 200 && read.body().equals("1")) {
          seen.incrementAndGet();
        } else {
          failures.add(path + " " + wrote.status() + " " + read.status() + " " + read.body());
        }
      } catch (RuntimeException e) {
        failures.add(e.toString());
      }
    }
  }

  /** Returns once so many more have read what they wrote, or one has not. */
  void awaitMore(int writes) {
    int enough = seen.get() + writes;
    while (seen.get() < enough && failures.isEmpty()) {
      Thread.onSpinWait();
    }
  }

  List<String> failures() {
    return List.copyOf(failures);
  }

  @Override
  public String toString() {
    return "%d of %d writes were read by who wrote them"
        .formatted(seen.get(), seen.get() + failures.size());
  }

  /** Returns when all have ended. */
  @Override
  public void close() {
    over.set(true);
    clients.close();
  }
}
