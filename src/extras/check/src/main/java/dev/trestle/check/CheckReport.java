package dev.trestle.check;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a check found.
 *
 * @param findings in the order of files and lines, dangers first, without what is allowed
 * @param files how many pending migrations were run
 * @param statements how many statements they have
 * @param allowed how many findings a {@code -- trestle:allow} silenced
 * @param unfilled tables that no rows could be made up for, with the reason: what depends on rows
 *     was not measured there
 */
public record CheckReport(
    List<Finding> findings, int files, int statements, int allowed, Map<String, String> unfilled) {

  /** Keeps copies. */
  public CheckReport {
    findings = List.copyOf(findings);
    unfilled = Map.copyOf(unfilled);
  }

  /**
   * Those that hurt a live service.
   *
   * @return empty if the migrations may go out
   */
  public List<Finding> dangers() {
    return findings.stream().filter(finding -> finding.severity() == Severity.DANGER).toList();
  }

  /**
   * For a terminal: each finding, tables without rows, and a summary.
   *
   * @return ends without a line break
   */
  @Override
  public String toString() {
    String text =
        findings.stream().map(finding -> finding + "\n\n").collect(Collectors.joining())
            + unfilled.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(table -> "No rows in " + table.getKey() + ": " + table.getValue() + "\n")
                .collect(Collectors.joining());
    if (files == 0) {
      return text + "No migration is pending.";
    }
    long dangers = dangers().size();
    return text
        + count(files, "pending migration")
        + ", "
        + count(statements, "statement")
        + ": "
        + count(dangers, "danger")
        + ", "
        + count(findings.size() - dangers, "note")
        + (allowed == 0 ? "." : ", " + allowed + " allowed.");
  }

  private static String count(long number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
