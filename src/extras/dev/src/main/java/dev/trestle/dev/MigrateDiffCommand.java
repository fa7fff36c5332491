package dev.trestle.dev;

import dev.trestle.migrate.Migration;
import dev.trestle.schema.DatabaseSchema;
import dev.trestle.schema.SchemaDiff;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints, as SQL, in what the database is not as the migrations make it. The status is 0 and
 * nothing is printed if it is, 1 otherwise.
 */
final class MigrateDiffCommand implements Command {
  @Override
  public String name() {
    return "migrate-diff";
  }

  @Override
  public int run(Options options) {
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      DatabaseSchema actual = DatabaseSchema.read(database.url());
      DatabaseSchema wanted = MigratedSchema.of(options.migrations());
      SchemaDiff diff = SchemaDiff.between(actual, wanted);
      System.out.print(diff);
      hint(diff, database, options);
      List<String> others = new ArrayList<>(actual.unread());
      others.removeAll(wanted.unread());
      others.forEach(what -> System.err.println("Not compared: " + what + "."));
      return diff.isEmpty() ? 0 : 1;
    }
  }

  private static void hint(SchemaDiff diff, DevDatabase database, Options options) {
    if (!diff.isEmpty()
        && database.migrations(options.migrations()).status().stream()
            .anyMatch(migration -> migration.state() == Migration.State.PENDING)) {
      System.err.println(
          "Migrations are pending, so what they will do is among the differences; make migrate"
              + " applies them.");
    }
  }
}
