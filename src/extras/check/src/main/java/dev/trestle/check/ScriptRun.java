package dev.trestle.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.flywaydb.core.api.configuration.ClassicConfiguration;
import org.flywaydb.core.internal.jdbc.JdbcTemplate;

/**
 * One file that runs in the scratch database: in one transaction, but for statements that cannot be
 * in any, which run alone.
 */
final class ScriptRun implements AutoCloseable {
  private final MigrationScript script;
  private final Connection migrating;
  private final Connection watcher;
  private final int process;
  private final List<Step> steps = new ArrayList<>();

  private ScriptRun(MigrationScript script, Connection migrating, Connection watcher)
      throws SQLException {
    this.script = script;
    this.migrating = migrating;
    this.watcher = watcher;
    this.process = process(migrating);
  }

  /**
   * What became of a file.
   *
   * @param steps statements that were run
   * @param failed the one that was refused, if one was
   * @param refusal why
   */
  record Outcome(
      List<Step> steps, Optional<ScriptStatement> failed, Optional<SQLException> refusal) {}

  /** Runs and measures it; if a statement is refused, nothing of the transaction is kept. */
  static Outcome measured(Scratch scratch, MigrationScript script) throws SQLException {
    try (Connection migrating = scratch.connect();
        Connection watcher = scratch.connect();
        ScriptRun run = new ScriptRun(script, migrating, watcher)) {
      Catalog start = CatalogReader.read(watcher);
      Map<Long, Long> rows = run.rows(start);
      return run.run(statement -> {
        Catalog before = run.steps.isEmpty() ? start : run.steps.getLast().after();
        run.steps.add(run.step(statement, start, rows, before));
      });
    }
  }

  /** Runs it without looking; there are no steps. */
  static Outcome unmeasured(Scratch scratch, MigrationScript script) throws SQLException {
    try (Connection migrating = scratch.connect();
        ScriptRun run = new ScriptRun(script, migrating, migrating)) {
      return run.run(run::run);
    }
  }

  private interface Runner {
    void run(ScriptStatement statement) throws SQLException;
  }

  private Outcome run(Runner runner) throws SQLException {
    ScriptStatement current = null;
    try {
      for (ScriptStatement statement : script.statements()) {
        current = statement;
        if (!TransactionRules.isControl(statement)) {
          begin(statement);
          runner.run(statement);
        }
      }
      end();
      return new Outcome(steps, Optional.empty(), Optional.empty());
    } catch (SQLException e) {
      return new Outcome(steps, Optional.ofNullable(current), Optional.of(e));
    }
  }

  private Step step(ScriptStatement statement, Catalog start, Map<Long, Long> rows, Catalog before)
      throws SQLException {
    choosePlans(statement);
    Locks held = Locks.of(process, watcher);
    Map<Long, Activity> old = Activity.read(migrating);
    run(statement);
    Map<Long, Activity> activity = new HashMap<>();
    Activity.read(migrating)
        .forEach(
            (table, now) -> activity.put(table, now.since(old.getOrDefault(table, Activity.NONE))));
    Locks holds = Locks.of(process, watcher);
    Catalog after = CatalogReader.read(migrating);
    return new Step(
        script,
        statement,
        start,
        rows,
        before,
        after,
        held,
        holds,
        activity,
        emptied(statement, before, after, rows));
  }

  private void run(ScriptStatement statement) throws SQLException {
    SQLException refusal =
        statement
            .parsed()
            .execute(new JdbcTemplate(migrating, Types.NULL), null, new ClassicConfiguration())
            .getException();
    if (refusal != null) {
      throw refusal;
    }
  }

  /**
   * A planner with a handful of rows scans them even where an index would find one; then whole
   * tables are read only where there is no other way. Of a foreign key's own query all rows are to
   * be counted, however it is planned.
   */
  private void choosePlans(ScriptStatement statement) throws SQLException {
    String scans = statement.isPlanned() ? "off" : "on";
    String indexes = statement.isPlanned() ? "on" : "off";
    execute("set enable_seqscan = " + scans);
    execute("set enable_indexscan = " + indexes);
    execute("set enable_indexonlyscan = " + indexes);
    execute("set enable_bitmapscan = " + indexes);
  }

  /** Also written anew, but nothing is left. */
  private Set<Long> emptied(
      ScriptStatement statement, Catalog before, Catalog after, Map<Long, Long> rows)
      throws SQLException {
    Set<Long> emptied = new HashSet<>();
    for (Catalog.Table table : after.tables().values()) {
      Catalog.Table old = before.tables().get(table.oid());
      if (table.kind() == 'r'
          && old != null
          && old.filenode() != table.filenode()
          && (rows.getOrDefault(table.oid(), 0L) > 0 || statement.keyword().equals("truncate"))
          && count(migrating, table) == 0) {
        emptied.add(table.oid());
      }
    }
    return emptied;
  }

  private void begin(ScriptStatement statement) throws SQLException {
    if (migrating.getAutoCommit() == statement.inTransaction()) {
      end();
      migrating.setAutoCommit(!statement.inTransaction());
    }
  }

  private void end() throws SQLException {
    if (!migrating.getAutoCommit()) {
      migrating.commit();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = migrating.createStatement()) {
      statement.execute(sql);
    }
  }

  private Map<Long, Long> rows(Catalog catalog) throws SQLException {
    Map<Long, Long> rows = new HashMap<>();
    for (Catalog.Table table : catalog.tables().values()) {
      if (table.kind() == 'r') {
        rows.put(table.oid(), count(watcher, table));
      }
    }
    return rows;
  }

  private static long count(Connection connection, Catalog.Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from only " + table.quoted())) {
      row.next();
      return row.getLong(1);
    }
  }

  private static int process(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select pg_catalog.pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Override
  public void close() throws SQLException {
    if (!migrating.isClosed() && !migrating.getAutoCommit()) {
      migrating.rollback();
    }
  }
}
