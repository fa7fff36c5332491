package dev.trestle.dev;

import dev.trestle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes down what the migrations make, for people to read and to review. */
final class SchemaCommand implements Command {
  @Override
  public String name() {
    return "schema";
  }

  @Override
  public List<String> options() {
    return List.of("--schema");
  }

  @Override
  public int run(Options options) {
    SchemaFiles.of(options).forEach(SchemaCommand::write);
    return 0;
  }

  private static void write(Path file, String content) {
    if (SchemaFiles.isCurrent(file, content)) {
      System.out.println(file + " is as the migrations make it");
      return;
    }
    try {
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new StartException("Cannot write " + file + ": " + e.getMessage() + ".", e);
    }
    System.out.println("Wrote " + file);
  }
}
