package dev.trestle.internal.replica;

import java.util.OptionalLong;

/**
 * How far the primary's log had come at which times of this machine's clock. So a replica's lag is
 * told without any other clock, and without a commit to compare: who has replayed what the primary
 * had written at a time has all that was committed before. Safe for all threads.
 */
final class Positions {
  private static final int KEPT = 256;

  private final long apartNanos;
  private final long[] times = new long[KEPT];
  private final long[] positions = new long[KEPT];
  private int count;
  private int newest = -1;

  /**
   * @param longestLag that is told exactly; what is longer may be told as longer still
   */
  Positions(long longestLag) {
    this.apartNanos = 2 * longestLag / KEPT;
  }

  /**
   * Notes where the primary's log ended.
   *
   * @param time at or before which that was asked
   */
  synchronized void add(long time, long position) {
    // The newest is always kept; those before it are apart.
    boolean replaces = count > 1 && time - times[(newest + KEPT - 1) % KEPT] < apartNanos;
    if (!replaces) {
      newest = (newest + 1) % KEPT;
      count = Math.min(KEPT, count + 1);
    }
    times[newest] = time;
    positions[newest] = withoutPageHeader(position);
  }

  /** The last time at which the primary was no further than that; empty if there was none. */
  synchronized OptionalLong reached(long position) {
    for (int i = 0; i < count; i++) {
      int at = (newest + KEPT - i) % KEPT;
      if (positions[at] <= position) {
        return OptionalLong.of(times[at]);
      }
    }
    return OptionalLong.empty();
  }

  /** Where the primary's log ended last; empty before it was asked. */
  synchronized OptionalLong last() {
    return count == 0 ? OptionalLong.empty() : OptionalLong.of(positions[newest]);
  }

  /**
   * Where the last record before a position ended. At the end of a page the primary tells where the
   * next record will begin, behind the header of the next page, and a replica where the last has
   * ended; it would seem to lag until there is another. No record ends within a header, and one
   * that ends right behind it began on the page before.
   */
  static long withoutPageHeader(long position) {
    long inPage = position % 8192;
    return inPage <= 40 ? position - inPage : position;
  }
}
