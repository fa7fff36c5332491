package dev.trestle.dev;

import java.nio.file.Path;
import java.util.List;

/** Fails if what {@link SchemaCommand} writes was not written since the migrations changed. */
final class SchemaCheckCommand implements Command {
  @Override
  public String name() {
    return "schema-check";
  }

  @Override
  public List<String> options() {
    return List.of("--schema");
  }

  @Override
  public int run(Options options) {
    Path file = SchemaCommand.file(options);
    if (SchemaCommand.isCurrent(file, SchemaCommand.snapshot(options))) {
      return 0;
    }
    System.err.println(
        file + " is not what the migrations make; run make schema and commit what it writes.");
    return 1;
  }
}
