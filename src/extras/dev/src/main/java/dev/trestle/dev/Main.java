package dev.trestle.dev;

import dev.trestle.StartException;
import dev.trestle.migrate.Migration;
import dev.trestle.migrate.MigrationException;
import dev.trestle.migrate.MigrationFile;
import java.util.Locale;
import java.util.Optional;

/** The commands of a project, called by its Makefile. */
public final class Main {
  private final Options options;

  private Main(Options options) {
    this.options = options;
  }

  /**
   * Runs one command. Exits with 1 and one sentence if it fails, with 2 if it is not understood,
   * and with the service's own status if that ends.
   *
   * @param arguments a command and its options
   */
  public static void main(String[] arguments) {
    // The tools' own chatter is not the answer to a command; what fails is said in one sentence.
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    try {
      System.exit(new Main(Options.parse(arguments)).execute());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
    } catch (StartException | MigrationException e) {
      System.err.println(e.getMessage());
      System.exit(1);
    } catch (InterruptedException e) {
      System.exit(130);
    }
  }

  private int execute() throws InterruptedException {
    if (options.command().equals("new")) {
      System.out.println("Created " + MigrationFile.create(options.migrations(), options.name()));
      return 0;
    }
    if (options.command().equals("image")) {
      Image.make(options);
      return 0;
    }
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      switch (options.command()) {
        case "migrate" -> database.migrate(options.migrations());
        case "seed" -> database.seed(options.seeds());
        case "status" -> database.migrations(options.migrations()).status().forEach(Main::print);
        case "run" -> {
          return new Runner(options, database).run();
        }
        default -> {
          return new Runner(options, database).watch();
        }
      }
      Optional<Migration> last =
          database.migrations(options.migrations()).status().stream()
              .filter(migration -> migration.state() == Migration.State.APPLIED)
              .reduce((a, b) -> b);
      System.out.println(
          database.url()
              + last.map(migration -> " is at V" + migration.version()).orElse(" is empty"));
      return 0;
    }
  }

  private static void print(Migration migration) {
    System.out.println(
        "V%-4s %-40s %s%s"
            .formatted(
                migration.version(),
                migration.description(),
                migration.state().name().toLowerCase(Locale.ROOT),
                migration.appliedAt().map(at -> " " + at).orElse("")));
  }
}
