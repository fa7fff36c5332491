package dev.trestle.dev;

import java.util.List;

/** As {@link RunCommand}, and builds and serves again after each change. */
final class WatchCommand implements Command {
  @Override
  public String name() {
    return "watch";
  }

  @Override
  public List<String> options() {
    return List.of("--serve", "--try", "--build", "--watch");
  }

  @Override
  public int run(Options options) throws InterruptedException {
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      return new Runner(options, database).watch();
    }
  }
}
