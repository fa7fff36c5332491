package dev.trestle.dev;

import dev.trestle.migrate.Migration;
import java.util.Locale;

/** Tells which migrations are applied. */
final class MigrateStatusCommand implements Command {
  @Override
  public String name() {
    return "migrate-status";
  }

  @Override
  public int run(Options options) {
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      database.migrations(options.migrations()).status().forEach(MigrateStatusCommand::print);
      System.out.println(database.standing(options.migrations()));
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
