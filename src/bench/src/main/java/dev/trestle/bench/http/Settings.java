package dev.trestle.bench.http;

import dev.trestle.bench.Arguments;
import java.util.List;
import java.util.stream.Stream;

/**
 * How much is measured.
 *
 * @param rounds of fresh processes
 * @param warm seconds that a service is at most asked a request before it is measured with it
 * @param seconds of each turn at a point
 * @param points that are measured, in this order
 * @param complete whether nothing was left out
 */
record Settings(int rounds, int warm, int seconds, List<Point> points, boolean complete) {
  private static final int ROUNDS = 3;
  private static final int WARM = 60;
  private static final int SECONDS = 2;

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

  /** The points of some work. */
  List<Point> of(Work work) {
    return points.stream().filter(point -> point.work() == work).toList();
  }

  /** What is asked for, in the order of the points. */
  List<Work> work() {
    return points.stream().map(Point::work).distinct().toList();
  }

  /** How long all of it takes at most, about. */
  int minutes(List<Side> sides) {
    long round = 0;
    for (Side side : sides) {
      for (Work work : work()) {
        if (side.work().contains(work)) {
          round += warm + (long) of(work).size() * Round.TURNS * seconds;
        }
      }
      round += AROUND;
    }
    return (int) Math.ceilDiv(rounds * round, 60);
  }
}
