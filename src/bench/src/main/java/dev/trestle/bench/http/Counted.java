package dev.trestle.bench.http;

import java.util.Locale;

/**
 * What clients counted.
 *
 * @param requests answered
 * @param bad of them not 2xx, or never answered
 * @param seconds in which they were
 * @param p50 latency in milliseconds that half of them stayed below
 * @param p99 and 99 of 100
 */
record Counted(long requests, long bad, double seconds, double p50, double p99) {
  /** Begins the line of clients that is read. */
  private static final String MARK = "counted ";

  /** The line of what a client said that its own {@link #toString} wrote. */
  static Counted parse(String said) {
    String line =
        said.lines()
            .filter(one -> one.startsWith(MARK))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException("no line of figures"));
    String[] words = line.substring(MARK.length()).split(" ");
    return new Counted(
        Long.parseLong(words[0]),
        Long.parseLong(words[1]),
        Double.parseDouble(words[2]),
        Double.parseDouble(words[3]),
        Double.parseDouble(words[4]));
  }

  /** Answers a second. */
  double perSecond() {
    return requests / seconds;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, MARK + "%d %d %f %f %f", requests, bad, seconds, p50, p99);
  }
}
