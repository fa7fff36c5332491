package dev.trestle.codegen;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.migrate.Migrations;
import dev.trestle.schema.DatabaseSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Generates jOOQ's classes from migrations: starts an embedded PostgreSQL, migrates it, reads its
 * catalog, stops it. The same input gives the same bytes.
 *
 * @param migrations folder of the migrations, named as Flyway wants them
 * @param packageName of the generated classes
 * @param output folder of the generated sources; everything in that package belongs to the
 *     generator, and what it does not generate again is deleted
 */
public record Codegen(Path migrations, String packageName, Path output) {
  /**
   * Makes the paths absolute.
   *
   * @param migrations as above
   * @param packageName as above
   * @param output as above
   * @throws IllegalArgumentException if there is no such folder of migrations, or the name is no
   *     package
   */
  public Codegen {
    if (!Files.isDirectory(migrations)) {
      throw new IllegalArgumentException(
          "There is no folder " + migrations + "; --migrations names the folder of the SQL files.");
    }
    requirePackage(packageName);
    migrations = migrations.toAbsolutePath().normalize();
    output = output.toAbsolutePath().normalize();
  }

  /**
   * Generates, unless the output was generated from the same migrations by the same generator: then
   * no database is started.
   *
   * @return whether anything was generated
   * @throws dev.trestle.migrate.MigrationException if a migration fails; the output is as before,
   *     to be generated again next time
   * @throws dev.trestle.StartException if the database does not start
   */
  public boolean run() {
    Fingerprint fingerprint = Fingerprint.of(this);
    if (fingerprint.isThatOf(output)) {
      return false;
    }
    try (EmbeddedServer server = EmbeddedServer.temporary()) {
      generate(server.url(), fingerprint);
    }
    return true;
  }

  /**
   * As {@link #run()}, on a server that runs already, which is quicker: in a database of its own
   * there, which goes at once.
   *
   * @param server of the same version as the embedded one; its role may create databases
   * @return whether anything was generated
   * @throws dev.trestle.migrate.MigrationException as {@link #run()}
   * @throws dev.trestle.StartException if the database cannot be made
   */
  public boolean run(DatabaseUrl server) {
    Fingerprint fingerprint = Fingerprint.of(this);
    if (fingerprint.isThatOf(output)) {
      return false;
    }
    try (Scratch scratch = Scratch.on(server)) {
      generate(scratch.url(), fingerprint);
    }
    return true;
  }

  private void generate(DatabaseUrl empty, Fingerprint fingerprint) {
    Migrations.of(empty, "filesystem:" + migrations).apply();
    try {
      fingerprint.forget(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JooqGenerator.run(empty, DatabaseSchema.read(empty), packageName, output);
    fingerprint.remember(output);
  }

  static void requirePackage(String name) {
    if (!name.matches("[a-z_][A-Za-z0-9_]*(?:\\.[a-z_][A-Za-z0-9_]*)*+")) {
      throw new IllegalArgumentException(
          "'" + name + "' is no package; --package takes one like com.example.db.");
    }
  }
}
