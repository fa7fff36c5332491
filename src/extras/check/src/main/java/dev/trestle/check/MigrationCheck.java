package dev.trestle.check;

import dev.trestle.DatabaseUrl;
import dev.trestle.migrate.Migration;
import dev.trestle.migrate.MigrationException;
import dev.trestle.migrate.Migrations;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;
import org.jooq.Schema;

/**
 * Tells what pending migrations would do to a live service. They run on a scratch database of the
 * given server, over the migrations before them and made-up rows, statement by statement; after
 * each, a second connection reads which locks are held, and counters and catalogs tell what was
 * scanned, rewritten, added and taken away.
 *
 * <pre>{@code
 * CheckReport report = MigrationCheck.of(server.url(), Path.of("db/migrations")).from("7").run();
 * }</pre>
 *
 * <p>Immutable. The scratch database is dropped in the end, but what a migration does beyond its
 * database, to roles for example, stays: give it a server to throw away, like an embedded one.
 */
public final class MigrationCheck {
  private final DatabaseUrl server;
  private final Path folder;
  private final Optional<DatabaseUrl> database;
  private final Optional<MigrationVersion> from;
  private final Optional<Deployed> deployed;

  private MigrationCheck(
      DatabaseUrl server,
      Path folder,
      Optional<DatabaseUrl> database,
      Optional<MigrationVersion> from,
      Optional<Deployed> deployed) {
    this.server = server;
    this.folder = folder;
    this.database = database;
    this.from = from;
    this.deployed = deployed;
  }

  /**
   * A check of a folder. Unless {@link #against} or {@link #from} says more, all are pending.
   *
   * @param server any database of a server on which databases may be created
   * @param folder of the migrations, {@code V1__what_it_does.sql} and so on
   * @return nothing has run yet
   */
  public static MigrationCheck of(DatabaseUrl server, Path folder) {
    return new MigrationCheck(
        Objects.requireNonNull(server, "server"),
        folder.normalize(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * What is pending is what this database does not have. It is only asked for its history.
   *
   * @param database reached directly or through a pooler
   * @return a check with that setting
   */
  public MigrationCheck against(DatabaseUrl database) {
    return new MigrationCheck(server, folder, Optional.of(database), from, deployed);
  }

  /**
   * What is pending is all after this version, whatever a database has.
   *
   * @param version {@code 5} or {@code V5}; {@code 0} for all
   * @return a check with that setting
   * @throws IllegalArgumentException if that is no version
   */
  public MigrationCheck from(String version) {
    String number = version.startsWith("V") ? version.substring(1) : version;
    try {
      if (!number.matches("\\d+([._]\\d+)*+")) {
        throw new IllegalArgumentException(
            "'" + version + "' is no version of a migration; write a number, like V5.");
      }
      return new MigrationCheck(
          server, folder, database, Optional.of(MigrationVersion.fromVersion(number)), deployed);
    } catch (FlywayException e) {
      throw new IllegalArgumentException(
          "'" + version + "' is no version of a migration; write a number, like V5.", e);
    }
  }

  /**
   * The classes of the service that runs while the migrations are applied. Without this, they are
   * taken to name all that the migrations before the pending ones made.
   *
   * @param schemas that jOOQ generated
   * @return a check with that setting
   */
  public MigrationCheck deployed(Schema... schemas) {
    return new MigrationCheck(
        server, folder, database, from, Optional.of(Deployed.of(Arrays.asList(schemas))));
  }

  /**
   * As {@link #deployed(Schema...)}, with the classes of a jar or folder, which are loaded.
   *
   * @param classpath jars and folders; all {@code Tables} classes in them that jOOQ generated count
   * @return a check with that setting
   * @throws IllegalArgumentException if there is no such file or class
   * @throws CheckException if a class cannot be loaded
   */
  public MigrationCheck deployedIn(List<Path> classpath) {
    return new MigrationCheck(
        server, folder, database, from, Optional.of(DeployedClasses.read(classpath)));
  }

  /**
   * Runs the check. Waits for at most a minute for each statement.
   *
   * @return what was found
   * @throws IllegalArgumentException if there is no migration of the version given to {@link #from}
   * @throws CheckException if the server does not let a database be made, an applied migration has
   *     no file, or a migration before the pending ones fails
   * @throws MigrationException if a database does not answer, or the folder has no migrations
   */
  public CheckReport run() {
    try (Scratch scratch = Scratch.create(server)) {
      List<Migration> all =
          Migrations.of(database.orElse(scratch.url()), "filesystem:" + folder.toAbsolutePath())
              .status();
      if (from.isPresent()
          && !from.get().equals(MigrationVersion.fromVersion("0"))
          && all.stream().noneMatch(migration -> version(migration).equals(from.get()))) {
        throw new IllegalArgumentException(
            "There is no migration V" + from.get() + " in " + folder + "; correct from.");
      }
      List<MigrationScript> before =
          all.stream().filter(migration -> !isPending(migration)).map(this::script).toList();
      List<MigrationScript> pending =
          all.stream().filter(this::isPending).map(this::script).toList();
      return new Examination(scratch, before, pending, deployed).report();
    }
  }

  private boolean isPending(Migration migration) {
    return from.map(version -> version(migration).compareTo(version) > 0)
        .orElse(migration.state() == Migration.State.PENDING);
  }

  private static MigrationVersion version(Migration migration) {
    return MigrationVersion.fromVersion(migration.version());
  }

  private MigrationScript script(Migration migration) {
    if (migration.state() == Migration.State.MISSING) {
      throw new CheckException(
          migration.file() + " was applied but its file is gone; bring it back.");
    }
    return MigrationScript.read(folder.resolve(migration.file()));
  }
}
