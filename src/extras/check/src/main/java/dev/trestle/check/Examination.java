package dev.trestle.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs the files in a scratch database and asks the rules about each statement. */
final class Examination {
  private final Scratch scratch;
  private final List<MigrationScript> before;
  private final List<MigrationScript> pending;
  private final Optional<Deployed> given;
  private final List<Finding> findings = new ArrayList<>();
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, String> unfilled = new LinkedHashMap<>();

  Examination(
      Scratch scratch,
      List<MigrationScript> before,
      List<MigrationScript> pending,
      Optional<Deployed> given) {
    this.scratch = scratch;
    this.before = before;
    this.pending = pending;
    this.given = given;
  }

  CheckReport report() {
    try {
      for (MigrationScript script : before) {
        prepare(script);
      }
      Deployed deployed = given.orElse(Deployed.of(catalog()));
      for (MigrationScript script : pending) {
        if (!examine(script, deployed)) {
          break;
        }
      }
      findings.addAll(MissingIndexes.of(steps));
    } catch (SQLException e) {
      throw new CheckException(
          "The scratch database " + scratch.url() + " failed: " + e.getMessage(), e);
    }
    Allowed allowed = Allowed.apply(pending, findings);
    return new CheckReport(
        allowed.findings(),
        pending.size(),
        pending.stream().mapToInt(script -> script.statements().size()).sum(),
        allowed.silenced(),
        unfilled);
  }

  /** A migration that is applied already; nobody asks what it does. */
  private void prepare(MigrationScript script) throws SQLException {
    ScriptRun.Outcome outcome = ScriptRun.unmeasured(scratch, script);
    if (outcome.refusal().isPresent()) {
      throw new CheckException(
          script.file()
              + ", line "
              + outcome.failed().map(ScriptStatement::line).orElse(1)
              + ": the scratch database refused an applied migration: "
              + firstLine(outcome.refusal().get())
              + ". Give the check a server like the one it was applied to.",
          outcome.refusal().get());
    }
  }

  /** Whether the next file can follow. */
  private boolean examine(MigrationScript script, Deployed deployed) throws SQLException {
    fill();
    findings.addAll(TransactionRules.of(script));
    ScriptRun.Outcome outcome = ScriptRun.measured(scratch, script);
    if (mayBeOfRows(outcome)) {
      empty();
      ScriptRun.Outcome again = ScriptRun.measured(scratch, script);
      if (again.refusal().isEmpty()) {
        findings.addAll(RowRules.refused(script, outcome, again.steps(), firstLine(outcome)));
      }
      outcome = again;
    }
    findings.addAll(Rules.of(outcome.steps(), deployed));
    steps.addAll(outcome.steps());
    if (outcome.refusal().isPresent()) {
      findings.add(RowRules.failed(script, outcome, firstLine(outcome)));
      return false;
    }
    return true;
  }

  /** Values that cannot be cast, constraints that do not hold, and what a block raises. */
  private static boolean mayBeOfRows(ScriptRun.Outcome outcome) {
    return outcome
        .refusal()
        .map(SQLException::getSQLState)
        .filter(state -> state.startsWith("22") || state.startsWith("23") || state.startsWith("P0"))
        .isPresent();
  }

  private void fill() throws SQLException {
    try (Connection connection = scratch.connect()) {
      Filler filler = new Filler(connection, CatalogReader.read(connection));
      filler.fill().forEach((table, reason) -> unfilled.putIfAbsent(table, reason));
    }
  }

  private void empty() throws SQLException {
    try (Connection connection = scratch.connect();
        Statement statement = connection.createStatement()) {
      String tables =
          CatalogReader.read(connection).tables().values().stream()
              .filter(table -> table.kind() == 'r' || table.kind() == 'p')
              .map(Catalog.Table::quoted)
              .collect(Collectors.joining(", "));
      if (!tables.isEmpty()) {
        statement.execute("truncate " + tables + " cascade");
      }
    }
  }

  private Catalog catalog() throws SQLException {
    try (Connection connection = scratch.connect()) {
      return CatalogReader.read(connection);
    }
  }

  private static String firstLine(ScriptRun.Outcome outcome) {
    return outcome.refusal().map(Examination::firstLine).orElse("");
  }

  private static String firstLine(SQLException refusal) {
    return String.valueOf(refusal.getMessage())
        .lines()
        .findFirst()
        .orElse("")
        .replaceFirst("(?<![.\\s])[.\\s]++$", "");
  }
}
