package dev.trestle.dev;

import dev.trestle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes down what the migrations make, for people to read and to review. */
final class SchemaCommand implements Command {
  private static final String HEAD =
      "-- The schema as the migrations make it: written by make schema, not by hand.\n\n";

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
    Path file = file(options);
    String snapshot = snapshot(options);
    if (isCurrent(file, snapshot)) {
      System.out.println(file + " is as the migrations make it");
      return 0;
    }
    try {
      Files.writeString(file, snapshot);
    } catch (IOException e) {
      throw new StartException("Cannot write " + file + ": " + e.getMessage() + ".", e);
    }
    System.out.println("Wrote " + file);
    return 0;
  }

  static Path file(Options options) {
    return options.path("--schema", "db/schema.sql");
  }

  static String snapshot(Options options) {
    return HEAD + MigratedSchema.of(options.migrations()).toSql();
  }

  static boolean isCurrent(Path file, String snapshot) {
    try {
      return Files.exists(file) && Files.readString(file).equals(snapshot);
    } catch (IOException e) {
      throw new StartException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
  }
}
