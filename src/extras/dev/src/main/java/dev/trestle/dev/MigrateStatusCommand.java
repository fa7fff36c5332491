package dev.trestle.dev;

import dev.trestle.migrate.Migration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells which migrations are applied. */
final class MigrateStatusCommand implements Command {
  private static final Set<Migration.State> FOR_A_PERSON =
      EnumSet.of(Migration.State.CHANGED, Migration.State.MISSING, Migration.State.OUT_OF_ORDER);
  private static final Set<Migration.State> TO_DO =
      EnumSet.of(Migration.State.PENDING, Migration.State.FAILED);

  @Override
  public String name() {
    return "migrate-status";
  }

  @Override
  public int run(Options options) {
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      List<Migration> status = database.migrations(options.migrations()).status();
      status.forEach(MigrateStatusCommand::print);
      System.out.println(database.standing(options.migrations()));
      return code(status);
    }
  }

  /** What a pipeline asks: 0 if there is nothing to do, 3 to migrate, 4 for a person to look. */
  static int code(List<Migration> status) {
    Set<Migration.State> states = status.stream().map(Migration::state).collect(Collectors.toSet());
    if (!Collections.disjoint(states, FOR_A_PERSON)) {
      return 4;
    }
    return Collections.disjoint(states, TO_DO) ? 0 : 3;
  }

  private static void print(Migration migration) {
    System.out.println(
        "V%-4s %-40s %s%s"
            .formatted(
                migration.version(),
                migration.description(),
                migration.state().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                migration.appliedAt().map(at -> " " + at).orElse("")));
  }
}
