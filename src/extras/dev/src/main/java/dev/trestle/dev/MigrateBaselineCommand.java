package dev.trestle.dev;

import java.util.List;

/** Begins the history of a database that has its tables already. */
final class MigrateBaselineCommand implements Command {
  @Override
  public String name() {
    return "migrate-baseline";
  }

  @Override
  public List<String> options() {
    return List.of("--version");
  }

  @Override
  public int run(Options options) {
    String version =
        options
            .text("--version")
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Up to which version the database has its tables is not said; write make"
                        + " migrate-baseline version=1."));
    try (DevDatabase database = DevDatabase.open(System.getenv(), options.data())) {
      database.migrations(options.migrations()).baseline(version);
      System.out.println(database.url() + " begins at V" + version);
      return 0;
    }
  }
}
