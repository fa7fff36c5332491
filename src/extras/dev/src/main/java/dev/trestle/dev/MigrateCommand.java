package dev.trestle.dev;

/** Applies what is pending. */
final class MigrateCommand implements Command {
  @Override
  public String name() {
    return "migrate";
  }

  @Override
  public int run(Options options) {
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      database.migrate(options.migrations());
      System.out.println(database.standing(options.migrations()));
      return 0;
    }
  }
}
