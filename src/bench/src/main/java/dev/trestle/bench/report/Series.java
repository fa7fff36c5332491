package dev.trestle.bench.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The raw values of one measure, one of each round or turn.
 *
 * @param key what was measured
 * @param values in the order in which they were measured
 */
public record Series(@JsonUnwrapped Key key, List<Double> values) {
  /**
   * What was measured.
   *
   * @param subject an operation or a request
   * @param connections at once; 0, and left out of the file, where that means nothing
   * @param variant who did it
   * @param measure of what
   * @param unit of the values
   */
  public record Key(
      String subject,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int connections,
      String variant,
      String measure,
      String unit) {}

  /** The one in the middle, or halfway between the two that are. */
  public double median() {
    if (values.isEmpty()) {
      throw new IllegalArgumentException("There is no median of no values: " + key);
    }
    return median(values);
  }

  /**
   * How many times the value of another series at the same place each value is: of the same turn of
   * the same round, seconds apart, so what a machine does for longer it does to both. What is not
   * finite, of a value of 0, is left out.
   *
   * @throws IllegalArgumentException if the other has more or fewer values
   */
  public List<Double> ratios(Series baseline) {
    if (values.size() != baseline.values.size()) {
      throw new IllegalArgumentException(
          "%s has %d values, %s %d; a ratio is of one of each"
              .formatted(key, values.size(), baseline.key, baseline.values.size()));
    }
    return IntStream.range(0, values.size())
        .mapToObj(i -> values.get(i) / baseline.values.get(i))
        .filter(Double::isFinite)
        .toList();
  }

  /** The one in the middle of these, of which there is one at least. */
  public static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }
}
