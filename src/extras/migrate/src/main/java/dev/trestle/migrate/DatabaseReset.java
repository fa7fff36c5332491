package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.ConnectionFailures;
import dev.trestle.internal.db.Pooler;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes a database of a developer's anew, with what migrations and seeds make of an empty one. The
 * new one is made beside the old one and takes its place at the end, so one of the two is there at
 * any time, whatever happens to this process; what it leaves, the next one removes.
 *
 * <p>It refuses a database that is not on this machine, and one that holds more rows than the seeds
 * make, unless it is told its name. Rows are counted, not compared. Owner, encoding, locale,
 * tablespace, connection limit, comment, privileges and settings of the database itself stay; what
 * is in it and no migration makes is gone, such as extensions or privileges on schemas.
 *
 * <p>Sessions in the old database are ended; a pool opens others in the new one.
 *
 * <pre>{@code
 * DatabaseReset.of(
 *         Migrations.of(url, "classpath:db/migration"), Migrations.seeds(url, "classpath:db/seed"))
 *     .run();
 * }</pre>
 */
public final class DatabaseReset {
  private static final int NAMED_TABLES = 5;

  private final Migrations migrations;
  private final List<Migrations> seeds;
  private final Optional<String> forced;

  private DatabaseReset(Migrations migrations, List<Migrations> seeds, Optional<String> forced) {
    this.migrations = migrations;
    this.seeds = seeds;
    this.forced = forced;
  }

  /**
   * The reset of the database of these migrations.
   *
   * @param migrations whose listener is told too if another process is waited for
   * @param seeds that run after them
   * @return nothing has run yet
   */
  public static DatabaseReset of(Migrations migrations, Migrations... seeds) {
    return new DatabaseReset(migrations, List.of(seeds), Optional.empty());
  }

  /**
   * The same for a database that is not on this machine, or holds more than the seeds make.
   *
   * @param name of the database; with any other one nothing is done
   * @return another one
   */
  public DatabaseReset forced(String name) {
    return new DatabaseReset(migrations, seeds, Optional.of(name));
  }

  /**
   * Runs it. The role needs the right to create databases, and to be the owner of this one.
   *
   * @return what was applied in the new database, in order
   * @throws MigrationException if it is refused, a migration or seed fails, or the database does
   *     not answer or a pooler does; then the old one is as it was
   */
  public List<Migration> run() {
    DatabaseUrl database = migrations.database();
    if (forced.isEmpty() && !Local.is(database)) {
      throw new MigrationException(
          database + " is not on this machine, and a reset drops it." + unless(database.database()),
          null);
    }
    try {
      String name = name();
      try (Maintenance maintenance =
          Maintenance.open(database, name, migrations.listener()::waiting)) {
        return run(maintenance, name);
      }
    } catch (SQLException e) {
      throw new MigrationException(ConnectionFailures.explain(database, e), e);
    }
  }

  /** As the server has it, which cuts a long one. */
  private String name() throws SQLException {
    DatabaseUrl database = migrations.database();
    try (Connection session =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      Pooler.refuseBetween(database, session, "Resets");
      String name = Session.all(session, "select current_database()").getFirst();
      if (!forced.orElse(name).equals(name)) {
        throw new MigrationException(
            "%s is not the database '%s' but '%s'; nothing was done.%s"
                .formatted(database, forced.get(), name, unless(name)),
            null);
      }
      return name;
    }
  }

  private List<Migration> run(Maintenance maintenance, String name) throws SQLException {
    DatabaseUrl database = migrations.database();
    Optional<String> refusal = maintenance.refusal();
    if (refusal.isPresent()) {
      throw new MigrationException(database + " cannot be reset: " + refusal.get() + ".", null);
    }
    List<Migration> applied;
    // Not under the hands of somebody who migrates it.
    try (SessionLock old =
        SessionLock.take(database, Migrations.LOCK, migrations.listener()::waiting)) {
      applied = replace(maintenance, old.session(), name);
    }
    try {
      maintenance.dropOld();
    } catch (SQLException e) {
      throw new MigrationException(
          "%s is new, but the old one is still there and goes with the next reset: %s."
              .formatted(database, Failures.firstLine(e)),
          e);
    }
    return applied;
  }

  private List<Migration> replace(Maintenance maintenance, Connection old, String name)
      throws SQLException {
    DatabaseUrl database = migrations.database();
    DatabaseUrl fresh = database.withDatabase(maintenance.fresh());
    try {
      maintenance.create();
      List<Migration> applied = new ArrayList<>(migrations.on(fresh).apply());
      seeds.forEach(seed -> applied.addAll(seed.on(fresh).apply()));
      if (forced.isEmpty()) {
        refuseMore(old, fresh, name);
      }
      maintenance.swap();
      return List.copyOf(applied);
    } catch (SQLException | RuntimeException e) {
      try {
        maintenance.discard();
      } catch (SQLException left) {
        e.addSuppressed(left);
      }
      String what =
          e instanceof SQLException ? "It failed: " + Failures.firstLine(e) + "." : e.getMessage();
      throw new MigrationException(what + " " + database + " is as it was.", e);
    }
  }

  private void refuseMore(Connection old, DatabaseUrl fresh, String name) throws SQLException {
    Map<String, Long> more;
    try (Connection session = Session.open(fresh, Duration.ZERO)) {
      more = Rows.of(old).moreThan(Rows.of(session));
    } catch (SQLException e) {
      throw new MigrationException(
          "It cannot be told whether "
              + migrations.database()
              + " holds more than the seeds make: "
              + Failures.firstLine(e)
              + "."
              + unless(name),
          e);
    }
    if (!more.isEmpty()) {
      throw new MigrationException(
          migrations.database()
              + " holds more than the seeds make, and a reset drops it: "
              + named(more)
              + "."
              + unless(name),
          null);
    }
  }

  private static String named(Map<String, Long> more) {
    String tables =
        more.entrySet().stream()
            .limit(NAMED_TABLES)
            .map(table ->
                String.format(
                    Locale.ROOT,
                    "%,d %s more in %s",
                    table.getValue(),
                    table.getValue() == 1 ? "row" : "rows",
                    table.getKey()))
            .collect(Collectors.joining(", "));
    int others = more.size() - NAMED_TABLES;
    return others > 0 ? tables + ", and more in " + others + " others" : tables;
  }

  private static String unless(String name) {
    return " If it is to go all the same, say its name: make migrate-reset force="
        + (name.matches("[\\w.-]+") ? name : "'" + name.replace("'", "'\\''") + "'")
        + ".";
  }
}
