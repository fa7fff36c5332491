package dev.trestle.dev;

import dev.trestle.StartException;
import dev.trestle.diagram.EntityDiagram;
import dev.trestle.schema.DatabaseSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the migrations make, as files for people: SQL, and a picture beside it. */
final class SchemaFiles {
  private static final String HEAD =
      "-- The schema as the migrations make it: written by make schema, not by hand.\n\n";

  private SchemaFiles() {}

  /** What should stand in each file. */
  static Map<Path, String> of(Options options) {
    Path sql = options.path("--schema", "db/schema.sql");
    DatabaseSchema schema = MigratedSchema.of(options.migrations());
    Map<Path, String> files = new LinkedHashMap<>();
    files.put(sql, HEAD + schema.toSql());
    files.put(picture(sql), EntityDiagram.of(schema).toSvg());
    return files;
  }

  private static Path picture(Path sql) {
    return sql.resolveSibling(sql.getFileName().toString().replaceFirst("(\\.[^.]*)?$", ".svg"));
  }

  static boolean isCurrent(Path file, String content) {
    try {
      return Files.exists(file) && Files.readString(file).equals(content);
    } catch (IOException e) {
      throw new StartException("Cannot read " + file + ": " + e.getMessage() + ".", e);
    }
  }
}
