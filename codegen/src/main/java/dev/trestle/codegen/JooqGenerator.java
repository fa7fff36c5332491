package dev.trestle.codegen;

import dev.trestle.DatabaseUrl;
import dev.trestle.schema.DatabaseSchema;
import java.nio.file.Path;
import java.util.List;
import org.jooq.codegen.GenerationTool;

/** jOOQ's generator over a database as it is. */
final class JooqGenerator {
  private static final List<String> USUAL = List.of("public");

  private JooqGenerator() {}

  /** Into a package for each schema if there are several, else straight into the package. */
  static void run(DatabaseUrl database, DatabaseSchema schema, String packageName, Path output) {
    List<String> schemas = schema.schemas().isEmpty() ? USUAL : schema.schemas();
    try {
      GenerationTool.generate(GeneratorSettings.of(database, schemas, packageName, output));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("jOOQ's generator failed: " + e.getMessage(), e);
    }
  }
}
