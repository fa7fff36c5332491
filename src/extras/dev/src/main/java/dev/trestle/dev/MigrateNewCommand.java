package dev.trestle.dev;

import dev.trestle.migrate.MigrationFile;
import java.util.List;

/** Begins a migration. */
final class MigrateNewCommand implements Command {
  @Override
  public String name() {
    return "migrate-new";
  }

  @Override
  public List<String> options() {
    return List.of("--name");
  }

  @Override
  public int run(Options options) {
    String name =
        options
            .text("--name")
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "The new migration has no name; write make migrate-new"
                        + " name=what_it_does."));
    System.out.println("Created " + MigrationFile.create(options.migrations(), name));
    return 0;
  }
}
