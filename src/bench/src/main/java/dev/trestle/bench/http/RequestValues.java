package dev.trestle.bench.http;

import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Measured;
import dev.trestle.bench.report.Report;
import dev.trestle.bench.report.Results;
import dev.trestle.bench.report.Series;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The raw values of requests: what is measured of each, under which name, in which unit. */
final class RequestValues {
  static final String BENCHMARK = "http";
  static final String RATE = "requests/s";
  static final String CPU = "CPU";
  static final String P50 = "p50";
  static final String P99 = "p99";
  static final String FAILED = "not 2xx";

  /** The subject of what is measured once for a process. */
  static final String ALL = "all of it";

  static final String MEMORY = "memory";

  private final Measured measured;

  RequestValues(Measured measured) {
    this.measured = measured;
  }

  /** Adds what was counted at a point in a turn, and tells it in a line. */
  String add(String side, Point point, Counted counted, Duration cpu) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put(RATE, counted.perSecond());
    values.put(CPU, cpu.toNanos() / 1e6 / Math.max(1, counted.requests()));
    values.put(P50, counted.p50());
    values.put(P99, counted.p99());
    // No answer at all is a failure too.
    values.put(FAILED, (double) (counted.requests() == 0 ? 1 : 0) + counted.bad());
    StringBuilder line = new StringBuilder();
    values.forEach((measure, value) -> {
      String unit = List.of(CPU, P50, P99).contains(measure) ? "ms" : "";
      measured.add(
          new Series.Key(point.work().title(), point.connections(), side, measure, unit), value);
      line.append("  %s %s %s".formatted(measure, Report.number(value), unit));
    });
    return line.toString().strip();
  }

  /** Adds what was resident after all of a round's requests, in MiB. */
  void addMemory(String side, double mib) {
    measured.add(ALL, side, MEMORY, "MiB", mib);
  }

  Results results(String command, Machine machine, int rounds, String baseline) {
    return measured.results(BENCHMARK, command, machine, rounds, baseline);
  }

  /** The points of a run, in its order. */
  static List<Point> points(Results results) {
    return results.series().stream()
        .map(Series::key)
        .filter(key -> key.measure().equals(RATE))
        .map(key -> new Point(work(key.subject()), key.connections()))
        .distinct()
        .toList();
  }

  private static Work work(String title) {
    return List.of(Work.values()).stream()
        .filter(work -> work.title().equals(title))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("There is no request '" + title + "'."));
  }

  /** The series of one measure of a variant at a point. */
  static Optional<Series> find(Results results, Point point, String variant, String measure) {
    return results.find(point.work().title(), point.connections(), variant, measure);
  }

  /**
   * How many times as many requests as the baseline a variant answered in the turn of the same
   * number.
   */
  static List<Double> ratios(Results results, Point point, String variant) {
    return find(results, point, results.baseline(), RATE)
        .flatMap(base -> find(results, point, variant, RATE).map(series -> series.ratios(base)))
        .orElse(List.of());
  }

  /** Who failed where, and how often in all rounds; empty if nobody did. */
  static Optional<String> failures(Results results) {
    return Optional.of(
            results.series().stream()
                .filter(series -> series.key().measure().equals(FAILED) && failed(series) > 0)
                .map(series ->
                    "%s at %s with %d connections: %d"
                        .formatted(
                            series.key().variant(),
                            series.key().subject(),
                            series.key().connections(),
                            failed(series)))
                .collect(Collectors.joining("; ")))
        .filter(text -> !text.isEmpty());
  }

  /** How many of all rounds. */
  static long failed(Series series) {
    return Math.round(series.values().stream().mapToDouble(Double::doubleValue).sum());
  }
}
