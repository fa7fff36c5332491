package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.ConnectionFailures;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;

/**
 * The SQL files of one folder, against one database: each runs once, in the order of its version,
 * in a transaction of its own, remembered in a table of the database. Several processes may call at
 * once; one runs, the others wait. Nothing is ever dropped; that is {@link DatabaseReset}.
 *
 * <pre>{@code
 * Migrations.of(url, "classpath:db/migration").apply();
 * }</pre>
 */
public final class Migrations {
  static final String SCHEMA = "flyway_schema_history";
  static final String LOCK = "dev.trestle.migrate";
  static final String SEEDS = "flyway_seed_history";

  private final DatabaseUrl database;
  private final String history;
  private final List<String> locations;
  private final LockTimes locks;
  private final MigrationListener listener;

  private Migrations(
      DatabaseUrl database,
      String history,
      List<String> locations,
      LockTimes locks,
      MigrationListener listener) {
    this.database = database;
    this.history = history;
    this.locations = locations;
    this.locks = locks;
    this.listener = listener;
  }

  /**
   * The migrations of a database.
   *
   * @param database reached directly, not through a transaction pooler
   * @param locations {@code classpath:…} or {@code filesystem:…}, of files named {@code
   *     V1__what_it_does.sql}
   * @return nothing has run yet
   */
  public static Migrations of(DatabaseUrl database, String... locations) {
    return new Migrations(
        database, SCHEMA, List.of(locations), LockTimes.defaults(), new MigrationListener() {});
  }

  /**
   * The first rows of a database: as {@link #of}, with a history of their own.
   *
   * @param database reached directly, not through a transaction pooler
   * @param locations as in {@link #of}
   * @return nothing has run yet
   */
  public static Migrations seeds(DatabaseUrl database, String... locations) {
    return new Migrations(
        database, SEEDS, List.of(locations), LockTimes.defaults(), new MigrationListener() {});
  }

  /**
   * The same with other times for locks.
   *
   * @param times {@link LockTimes#defaults} unless set
   * @return another one
   */
  public Migrations withLocks(LockTimes times) {
    return new Migrations(database, history, locations, times, listener);
  }

  /**
   * The same with somebody who is told how it goes on.
   *
   * @param listener instead of the one before
   * @return another one
   */
  public Migrations withListener(MigrationListener listener) {
    return new Migrations(database, history, locations, locks, listener);
  }

  /** The same against another database. */
  Migrations on(DatabaseUrl other) {
    return new Migrations(other, history, locations, locks, listener);
  }

  DatabaseUrl database() {
    return database;
  }

  MigrationListener listener() {
    return listener;
  }

  /**
   * Runs what is pending.
   *
   * @return what was applied, in order; empty if nothing was pending
   * @throws MigrationException if the database does not answer or a pooler does, an applied file
   *     was changed, or a statement fails or does not get its lock: then nothing of its file is
   *     kept, and the files before it are
   */
  public List<Migration> apply() {
    // Flyway keeps others out while it migrates, but not while it begins a history.
    try (SessionLock lock = SessionLock.take(database, LOCK, listener::waiting)) {
      Session.endOrphans(lock.session());
      return new Run(database, configuration(), new Sources(locations), locks, listener)
          .run(lock.session());
    } catch (SQLException e) {
      throw new MigrationException(ConnectionFailures.explain(database, e), e);
    } catch (FlywayException e) {
      throw Failures.of(database, e, status(e));
    }
  }

  /**
   * Begins the history of a database that has tables already: says that it has what the migrations
   * up to a version make, so that they never run there.
   *
   * @param version of one of the files
   * @throws MigrationException if there is no file of that version, the database has a history or
   *     no tables, or it does not answer
   */
  public void baseline(String version) {
    try (SessionLock lock = SessionLock.take(database, LOCK, listener::waiting)) {
      Baseline.check(database, lock.session(), history, status(), version);
      configuration().baselineVersion(version).baselineDescription("baseline").load().baseline();
    } catch (SQLException e) {
      throw new MigrationException(ConnectionFailures.explain(database, e), e);
    } catch (FlywayException e) {
      throw Failures.of(database, e, List.of());
    }
  }

  /**
   * All migrations, applied or not.
   *
   * @return in the order of their versions
   * @throws MigrationException if the database does not answer
   */
  public List<Migration> status() {
    try {
      return Stream.of(configuration().load().info().all())
          .filter(info -> info.getVersion() != null && !info.getType().isBaseline())
          .sorted(Comparator.comparing(MigrationInfo::getVersion))
          .map(Statuses::of)
          .toList();
    } catch (FlywayException e) {
      throw Failures.of(database, e, List.of());
    }
  }

  /** For the message only: a failure to ask again must not hide the first one. */
  private List<Migration> status(FlywayException first) {
    try {
      return status();
    } catch (MigrationException e) {
      first.addSuppressed(e);
      return List.of();
    }
  }

  private FluentConfiguration configuration() {
    FluentConfiguration configuration =
        Flyway.configure()
            .dataSource(database.jdbcUrl(), database.user(), database.password())
            .locations(locations.toArray(String[]::new))
            .table(history)
            .failOnMissingLocations(true)
            .cleanDisabled(true)
            // Seeds come to a database that has tables but no history of seeds.
            .baselineOnMigrate(history.equals(SEEDS))
            .baselineVersion("0")
            // ${…} is PostgreSQL's business: what the file says is what runs.
            .placeholderReplacement(false);
    // One connection for a file and its row in the history: both are there, or neither.
    configuration
        .getPluginRegister()
        .getExact(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(false);
    return configuration;
  }
}
