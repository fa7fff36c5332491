package dev.trestle.bench.report;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects values while they are measured. Used by one thread. */
public final class Measured {
  private final Map<Series.Key, List<Double>> values = new LinkedHashMap<>();

  /** Adds the value of one round. */
  public void add(String subject, String variant, String measure, String unit, double value) {
    add(new Series.Key(subject, 0, variant, measure, unit), value);
  }

  /** Adds the value of one round. */
  public void add(Series.Key key, double value) {
    values.computeIfAbsent(key, none -> new ArrayList<>()).add(value);
  }

  /** All that was added, in the order of its first values. */
  public Results results(
      String benchmark, String command, Machine machine, int rounds, String baseline) {
    return new Results(
        benchmark,
        LocalDate.now(ZoneOffset.UTC).toString(),
        command,
        machine,
        rounds,
        baseline,
        values.entrySet().stream()
            .map(entry -> new Series(entry.getKey(), List.copyOf(entry.getValue())))
            .toList());
  }
}
