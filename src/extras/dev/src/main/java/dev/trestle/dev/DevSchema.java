package dev.trestle.dev;

import dev.trestle.StartException;
import dev.trestle.codegen.Codegen;
import dev.trestle.dev.loop.LoopException;
import dev.trestle.dev.loop.Problem;
import dev.trestle.dev.loop.Schema;
import dev.trestle.migrate.MigrationException;
import dev.trestle.migrate.MigrationListener;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The development database, kept as the files say. An embedded one is made anew if it cannot be
 * brought there otherwise; that of somebody's own never is.
 */
final class DevSchema implements Schema {
  private final DevDatabase database;
  private final Path migrations;
  private final Path seeds;
  private final Path generated;
  private final String packageName;
  private final PrintStream out;

  DevSchema(
      DevDatabase database,
      Path migrations,
      Path seeds,
      Path generated,
      String packageName,
      PrintStream out) {
    this.database = database;
    this.migrations = migrations;
    this.seeds = seeds;
    this.generated = generated;
    this.packageName = packageName;
    this.out = out;
  }

  @Override
  public List<Path> folders() {
    return List.of(migrations, seeds);
  }

  @Override
  public Path generated() {
    return generated;
  }

  @Override
  public void apply() throws LoopException {
    try {
      migrate();
      generate();
    } catch (MigrationException e) {
      throw failure("The database is not as its files say", problem(e));
    } catch (StartException | IllegalArgumentException e) {
      throw failure("The database cannot be prepared", Problem.of(e.getMessage()));
    }
  }

  private void migrate() {
    List<String> outdated = database.outdated(migrations, seeds);
    if (outdated.isEmpty() || database.isGiven()) {
      database.migrate(migrations);
      database.seedUnlessInUse(seeds);
      return;
    }
    out.println(
        String.join(", ", outdated)
            + " is not what was applied: the development database is made anew and seeded.");
    database.reset(migrations, seeds, Optional.of(database.url().database()));
  }

  private void generate() {
    Codegen codegen = new Codegen(migrations, packageName, generated);
    boolean done = database.isGiven() ? codegen.run() : codegen.run(database.url());
    if (done) {
      out.println("Generated the classes of " + packageName);
    }
  }

  private Problem problem(MigrationException e) {
    String message =
        database.isGiven() && database.failedStep().isEmpty()
            ? e.getMessage()
                + " The database of DATABASE_URL is not made anew by itself; make migrate-reset"
                + " does."
            : e.getMessage();
    return database
        .failedStep()
        .flatMap(step -> file(step).map(file -> at(message, file, step.line())))
        .orElse(Problem.of(message));
  }

  private Optional<Path> file(MigrationListener.Step step) {
    return Stream.of(migrations, seeds)
        .filter(Files::isDirectory)
        .flatMap(DevSchema::files)
        .filter(file -> file.getFileName().toString().equals(step.file()))
        .findFirst();
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Problem at(String message, Path file, int line) {
    try {
      return Problem.at(message, file.toAbsolutePath(), Files.readString(file), line, 0);
    } catch (IOException e) {
      return Problem.of(message);
    }
  }

  private static LoopException failure(String title, Problem problem) {
    return new LoopException(title, List.of(problem), false);
  }
}
