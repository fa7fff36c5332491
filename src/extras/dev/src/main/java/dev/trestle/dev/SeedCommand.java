package dev.trestle.dev;

/** Runs the seeds that have not run. */
final class SeedCommand implements Command {
  @Override
  public String name() {
    return "seed";
  }

  @Override
  public int run(Options options) {
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      database.seed(options.seeds());
      System.out.println(database.standing(options.migrations()));
      return 0;
    }
  }
}
