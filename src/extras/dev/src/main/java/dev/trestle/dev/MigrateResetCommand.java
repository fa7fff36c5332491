package dev.trestle.dev;

import java.util.List;

/** Makes the database anew, with what migrations and seeds make of an empty one. */
final class MigrateResetCommand implements Command {
  private static final String FORCE = "--force";

  @Override
  public String name() {
    return "migrate-reset";
  }

  @Override
  public List<String> options() {
    return List.of(FORCE);
  }

  @Override
  public int run(Options options) {
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      database.reset(options.migrations(), options.seeds(), options.text(FORCE));
      System.out.println(database.standing(options.migrations()));
      return 0;
    }
  }
}
