package dev.trestle.codegen;

import dev.trestle.DatabaseUrl;
import dev.trestle.schema.DatabaseSchema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The beginning with a database that has no migrations: a first migration is written that makes the
 * same schema, and jOOQ's classes are generated from the database itself. The database is only
 * read, and no file is ever overwritten.
 *
 * <pre>{@code
 * ExistingDatabase database = ExistingDatabase.read(url);
 * database.writeBaseline(Path.of("db/migrations"));
 * database.generate("com.example.db", Path.of("target/generated-sources/jooq"));
 * }</pre>
 */
public final class ExistingDatabase {
  private static final String BASELINE = "V1__baseline.sql";

  private final DatabaseUrl url;
  private final DatabaseSchema schema;

  private ExistingDatabase(DatabaseUrl url, DatabaseSchema schema) {
    this.url = url;
    this.schema = schema;
  }

  /**
   * Reads what a database holds.
   *
   * @param url of a role that may connect
   * @return the schema of that moment
   * @throws dev.trestle.StartException if the database does not answer
   */
  public static ExistingDatabase read(DatabaseUrl url) {
    return new ExistingDatabase(Objects.requireNonNull(url, "url"), DatabaseSchema.read(url));
  }

  /**
   * What it holds.
   *
   * @return the schema of when it was read
   */
  public DatabaseSchema schema() {
    return schema;
  }

  /**
   * Writes {@code V1__baseline.sql}, which makes the same schema of an empty database. What is not
   * read, and so not in there, is named at its head.
   *
   * @param migrations folder of the migrations to be, made if missing
   * @return the file
   * @throws IllegalArgumentException if the folder has an SQL file
   */
  public Path writeBaseline(Path migrations) {
    try {
      Files.createDirectories(migrations);
      try (Stream<Path> files = Files.walk(migrations)) {
        files
            .filter(file -> file.toString().endsWith(".sql"))
            .findFirst()
            .ifPresent(ExistingDatabase::refuseBeside);
      }
      return Files.writeString(
          migrations.resolve(BASELINE), head() + schema.toSql(), StandardOpenOption.CREATE_NEW);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void refuseBeside(Path file) {
    throw new IllegalArgumentException(
        file + " is a migration already, and a baseline is the first; name an empty folder.");
  }

  private String head() {
    return "-- What was there before the migrations.\n"
        + schema.unread().stream()
            .map(what -> "-- Not in here: " + what + "\n")
            .collect(Collectors.joining())
        + "\n";
  }

  /**
   * Generates jOOQ's classes as {@link Codegen} does: into a package for each schema if there are
   * several, else straight into the package.
   *
   * @param packageName of the generated classes
   * @param output folder of the generated sources
   * @throws IllegalArgumentException if the name is no package, or the package has files in that
   *     folder
   */
  public void generate(String packageName, Path output) {
    Codegen.requirePackage(packageName);
    Path folder = output.resolve(packageName.replace('.', '/'));
    try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
      if (files.findAny().isPresent()) {
        throw new IllegalArgumentException(
            folder + " is not empty, and nothing is overwritten; name another package or folder.");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JooqGenerator.run(url, schema, packageName, output.toAbsolutePath().normalize());
  }
}
