package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.ConnectionFailures;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.flywaydb.core.api.output.MigrateOutput;

/**
 * The SQL files of one folder, against one database: each runs once, in the order of its version,
 * in a transaction of its own, remembered in a table of the database. Several processes may call at
 * once; one runs, the others wait. Nothing is ever dropped.
 *
 * <pre>{@code
 * Migrations.of(url, "classpath:db/migration").apply();
 * }</pre>
 */
public final class Migrations {
  private static final String SCHEMA = "flyway_schema_history";
  private static final String SEEDS = "flyway_seed_history";

  private final DatabaseUrl database;
  private final Flyway flyway;

  private Migrations(DatabaseUrl database, String history, String... locations) {
    this.database = database;
    this.flyway =
        Flyway.configure()
            .dataSource(database.jdbcUrl(), database.user(), database.password())
            .locations(locations)
            .table(history)
            .failOnMissingLocations(true)
            .cleanDisabled(true)
            // Seeds come to a database that has tables but no history of seeds.
            .baselineOnMigrate(history.equals(SEEDS))
            .baselineVersion("0")
            // ${…} is PostgreSQL's business: what the file says is what runs.
            .placeholderReplacement(false)
            .load();
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
    return new Migrations(database, SCHEMA, locations);
  }

  /**
   * The first rows of a database: as {@link #of}, with a history of their own.
   *
   * @param database reached directly, not through a transaction pooler
   * @param locations as in {@link #of}
   * @return nothing has run yet
   */
  public static Migrations seeds(DatabaseUrl database, String... locations) {
    return new Migrations(database, SEEDS, locations);
  }

  /**
   * Runs what is pending.
   *
   * @return what was applied, in order; empty if nothing was pending
   * @throws MigrationException if the database does not answer or a pooler does, an applied file
   *     was changed, or a statement fails: then nothing of its file is kept, and the files before
   *     it are
   */
  public List<Migration> apply() {
    // Flyway keeps others out while it migrates, but not while it begins a history.
    try (SessionLock lock = SessionLock.take(database, "dev.trestle.migrate")) {
      return flyway.migrate().migrations.stream().map(Migrations::applied).toList();
    } catch (SQLException e) {
      throw new MigrationException(ConnectionFailures.explain(database, e), e);
    } catch (FlywayException e) {
      throw new MigrationException(Failures.explain(database, e, status(e)), e);
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
      return Stream.of(flyway.info().all())
          .filter(info -> info.getVersion() != null && !info.getType().isBaseline())
          .map(Migrations::status)
          .toList();
    } catch (FlywayException e) {
      throw new MigrationException(Failures.explain(database, e, List.of()), e);
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

  private static Migration applied(MigrateOutput output) {
    return new Migration(
        output.version,
        output.description,
        fileName(output.filepath),
        Migration.State.APPLIED,
        Optional.empty(),
        Duration.ofMillis(output.executionTime));
  }

  private static Migration status(MigrationInfo info) {
    return new Migration(
        info.getVersion().getVersion(),
        info.getDescription(),
        info.getScript(),
        state(info),
        Optional.ofNullable(info.getInstalledOn()).map(Date::toInstant),
        Duration.ofMillis(Optional.ofNullable(info.getExecutionTime()).orElse(0)));
  }

  private static Migration.State state(MigrationInfo info) {
    MigrationState state = info.getState();
    if (state.isFailed()) {
      return Migration.State.FAILED;
    }
    if (!state.isApplied()) {
      return Migration.State.PENDING;
    }
    if (!state.isResolved()) {
      return Migration.State.MISSING;
    }
    return info.isChecksumMatching() ? Migration.State.APPLIED : Migration.State.CHANGED;
  }

  private static String fileName(String path) {
    return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
  }
}
