package dev.trestle.bench.http;

import dev.trestle.bench.Arguments;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;

/**
 * Clients that each ask again as soon as they are answered, in a process of their own. It prints
 * {@value #BEGIN} once warm, {@value #END} at the end, and then what it counted in between.
 */
public final class Load {
  static final String BEGIN = "begin";
  static final String END = "end";

  private final int port;
  private final Work work;
  private final long begin;
  private final long end;

  private Load(int port, Work work, long begin, long end) {
    this.port = port;
    this.work = work;
    this.begin = begin;
    this.end = end;
  }

  /**
   * What was counted.
   *
   * @param requests answered
   * @param bad of them not 2xx
   * @param p50 latency in milliseconds that half of them stayed below
   * @param p99 and 99 of 100
   */
  record Counted(long requests, long bad, double p50, double p99) {
    static Counted parse(String line) {
      String[] words = line.split(" ");
      return new Counted(
          Long.parseLong(words[0]),
          Long.parseLong(words[1]),
          Double.parseDouble(words[2]),
          Double.parseDouble(words[3]));
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%d %d %f %f", requests, bad, p50, p99);
    }
  }

  /**
   * Asks the service on a port of this machine.
   *
   * @param words {@code port=8080 work=user c=16 w=3000 s=5000}, the last two in milliseconds
   */
  public static void main(String[] words) throws Exception {
    Arguments arguments = Arguments.parse(words, "port", "work", "c", "w", "s");
    long warm = TimeUnit.MILLISECONDS.toNanos(arguments.number("w", 3_000));
    long measured = TimeUnit.MILLISECONDS.toNanos(arguments.number("s", 5_000));
    Work work = arguments.some("work", Work.class).getFirst();
    long begin = System.nanoTime() + warm;
    Load load = new Load(arguments.number("port", 8080), work, begin, begin + measured);
    System.out.println(load.run(arguments.number("c", 16)));
  }

  private Counted run(int connections) throws Exception {
    List<Future<Tally>> clients = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      for (int i = 0; i < connections; i++) {
        Callable<Tally> client = this::ask;
        clients.add(threads.submit(client));
      }
      TimeUnit.NANOSECONDS.sleep(begin - System.nanoTime());
      System.out.println(BEGIN);
      TimeUnit.NANOSECONDS.sleep(end - System.nanoTime());
      System.out.println(END);
    }
    long bad = 0;
    long[] nanos = {};
    for (Future<Tally> client : clients) {
      Tally tally = client.get();
      bad += tally.bad;
      nanos = LongStream.concat(Arrays.stream(nanos), tally.latencies()).toArray();
    }
    Arrays.sort(nanos);
    return new Counted(nanos.length, bad, millis(nanos, 0.5), millis(nanos, 0.99));
  }

  private Tally ask() throws IOException {
    Tally tally = new Tally();
    SplittableRandom random = new SplittableRandom();
    try (Wire wire = new Wire(port)) {
      long sent = System.nanoTime();
      while (sent < end) {
        int status = wire.exchange(work.request(random));
        long received = System.nanoTime();
        if (received >= begin && received < end) {
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
