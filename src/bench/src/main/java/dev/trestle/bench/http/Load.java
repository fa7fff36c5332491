package dev.trestle.bench.http;

import dev.trestle.bench.Arguments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/** Clients that each ask again as soon as they are answered, in a process of their own. */
public final class Load {
  private final int port;
  private final Work work;
  private final long end;

  private Load(int port, Work work, long end) {
    this.port = port;
    this.work = work;
    this.end = end;
  }

  /**
   * Asks the service on a port of this machine, and prints what was counted.
   *
   * @param words {@code port=8080 work=user c=16 s=5}
   */
  public static void main(String[] words) throws Exception {
    Arguments arguments = Arguments.parse(words, "port", "work", "c", "s");
    Work work = arguments.some("work", Work.class).getFirst();
    Point point = new Point(work, arguments.number("c", 16));
    System.out.println(ask(arguments.number("port", 8080), point, arguments.number("s", 5)));
  }

  /** Asks for that long. */
  static Counted ask(int port, Point point, int seconds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    return new Load(port, point.work(), end).run(point.connections(), seconds);
  }

  private Counted run(int connections, int seconds) throws Exception {
    List<Future<Tally>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        Callable<Tally> client = this::ask;
        clients.add(threads.submit(client));
      }
    }
    long bad = 0;
    long[] nanos = {};
    for (Future<Tally> client : clients) {
      Tally tally = client.get();
      bad += tally.bad;
      nanos = LongStream.concat(Arrays.stream(nanos), tally.latencies()).toArray();
    }
    Arrays.sort(nanos);
    return new Counted(nanos.length, bad, seconds, millis(nanos, 0.5), millis(nanos, 0.99));
  }

  private Tally ask() throws IOException {
    Tally tally = new Tally();
    SplittableRandom random = new SplittableRandom();
    try (Wire wire = new Wire(port)) {
      long sent = System.nanoTime();
      while (sent < end) {
        int status = wire.exchange(work.request(random));
        long received = System.nanoTime();
        if (received < end) {
          tally.add(received - sent, status);
        }
        sent = received;
      }
    }
    return tally;
  }

  private static double millis(long[] sorted, double part) {
    return sorted.length == 0 ? 0 : sorted[(int) (sorted.length * part)] / 1e6;
  }

  /** What one client counts. */
  private static final class Tally {
    private long[] nanos = new long[1 << 16];
    private int count;
    private long bad;

    void add(long latency, int status) {
      if (count == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * count);
      }
      nanos[count++] = latency;
      bad += status / 100 == 2 ? 0 : 1;
    }

    LongStream latencies() {
      return Arrays.stream(nanos, 0, count);
    }
  }
}
