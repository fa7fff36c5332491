package dev.trestle.bench.report;

import java.util.List;
import java.util.Optional;

/**
 * One run of a benchmark, as it is kept in a file.
 *
 * @param benchmark its name, and the file's
 * @param date of its end, in UTC
 * @param command that gave them
 * @param machine they are of
 * @param rounds in which every variant was measured, once or in several turns
 * @param baseline the variant that the others are measured against
 * @param series in the order of the table
 */
public record Results(
    String benchmark,
    String date,
    String command,
    Machine machine,
    int rounds,
    String baseline,
    List<Series> series) {

  /** The values of one measure. */
  public Optional<Series> find(String subject, String variant, String measure) {
    return find(subject, 0, variant, measure);
  }

  /** The values of one measure at that many connections. */
  public Optional<Series> find(String subject, int connections, String variant, String measure) {
    return series.stream()
        .filter(one -> one.key().subject().equals(subject))
        .filter(one -> one.key().connections() == connections)
        .filter(one -> one.key().variant().equals(variant))
        .filter(one -> one.key().measure().equals(measure))
        .findFirst();
  }

  /** The variants, in the order of the table. */
  public List<String> variants() {
    return series.stream().map(one -> one.key().variant()).distinct().toList();
  }
}
