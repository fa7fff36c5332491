package dev.trestle.bench.http;

import dev.trestle.bench.Arguments;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param rounds of fresh processes
 * @param warm seconds of each request before its first point
 * @param seconds of counting at each point
 * @param points that are measured, in this order
 * @param complete whether nothing was left out
 */
record Settings(int rounds, int warm, int seconds, List<Point> points, boolean complete) {
  private static final int ROUNDS = 3;
  private static final int WARM = 6;
  private static final int SECONDS = 4;

  /** A warm-up needs some requests at once, whatever is measured after it. */
  static final int WARM_CONNECTIONS = 16;

  /** Starting, stopping and tidying up after a service takes about this. */
  private static final int AROUND = 4;

  /** Of {@code r}, {@code w}, {@code s}, {@code c} and {@code work}. */
  static Settings of(Arguments arguments) {
    List<Work> work = arguments.some("work", Work.class).stream().distinct().toList();
    List<Integer> connections = arguments.numbers("c");
    int rounds = arguments.number("r", ROUNDS);
    int warm = arguments.number("w", WARM);
    int seconds = arguments.number("s", SECONDS);
    return new Settings(
        rounds,
        warm,
        seconds,
        work.stream().flatMap(one -> points(one, connections)).toList(),
        rounds >= ROUNDS
            && warm >= WARM
            && seconds >= SECONDS
            && connections.isEmpty()
            && work.size() == Work.values().length);
  }

  private static Stream<Point> points(Work work, List<Integer> connections) {
    return (connections.isEmpty() ? work.connections() : connections)
        .stream().map(number -> new Point(work, number));
  }

  /** The points that a side is measured at. */
  List<Point> of(Side side) {
    return points.stream().filter(point -> side.work().contains(point.work())).toList();
  }

  /** What is asked for, in the order of the points. */
  List<Work> work() {
    return points.stream().map(Point::work).distinct().toList();
  }

  /** About how long all of it takes. */
  int minutes(List<Side> sides) {
    long round = 0;
    for (Side side : sides) {
      long warmed = of(side).stream().map(Point::work).distinct().count();
      round += (long) of(side).size() * seconds + warmed * warm + AROUND;
    }
    return (int) Math.ceilDiv(rounds * round, 60);
  }
}
