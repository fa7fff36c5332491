package dev.trestle.dev;

import java.util.List;

/** Migrates, seeds and serves until the service ends. */
final class RunCommand implements Command {
  @Override
  public String name() {
    return "run";
  }

  @Override
  public List<String> options() {
    return List.of("--serve", Examples.TRY);
  }

  @Override
  public int run(Options options) throws InterruptedException {
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      return new Runner(options, database).run();
    }
  }
}
