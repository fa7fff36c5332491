package dev.trestle.dev;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

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
    int status = 0;
    for (Map.Entry<Path, String> file : SchemaFiles.of(options).entrySet()) {
      if (!SchemaFiles.isCurrent(file.getKey(), file.getValue())) {
        System.err.println(
            file.getKey()
                + " is not what the migrations make; run make schema and commit what it writes.");
        status = 1;
      }
    }
    return status;
  }
}
