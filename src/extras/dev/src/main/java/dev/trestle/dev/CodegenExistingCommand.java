package dev.trestle.dev;

import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.codegen.ExistingDatabase;
import dev.trestle.schema.SchemaDiff;
import java.nio.file.Path;
import java.util.List;

/**
 * Begins with a database that has no migrations: writes a baseline, tries it on an empty database,
 * and generates classes. The status is 1 if the baseline does not make the same.
 */
final class CodegenExistingCommand implements Command {
  @Override
  public String name() {
    return "codegen-existing";
  }

  @Override
  public List<String> options() {
    return List.of("--package", "--output");
  }

  @Override
  public int run(Options options) {
    DatabaseUrl url =
        Environment.of(System.getenv())
            .direct()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "Which database is there? Set DATABASE_URL to its address."));
    String packageName = required(options, "--package", "com.example.db");
    Path migrations = Path.of(required(options, "--migrations", "new/migrations"));
    Path output = Path.of(required(options, "--output", "new/java"));
    ExistingDatabase database = ExistingDatabase.read(url);
    database.generate(packageName, output);
    System.out.println("Generated " + packageName + " into " + output);
    Path baseline = database.writeBaseline(migrations);
    System.out.println("Wrote " + baseline);
    database.schema().unread().forEach(what -> System.err.println("Not in it: " + what + "."));
    SchemaDiff diff = SchemaDiff.between(MigratedSchema.of(migrations), database.schema());
    if (!diff.isEmpty()) {
      System.err.println("It does not make the same of an empty database; what is not the same:");
      System.err.print(diff);
      return 1;
    }
    System.out.println("It makes the same of an empty database.");
    return 0;
  }

  private static String required(Options options, String name, String example) {
    return options
        .text(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "'%s' is missing; write make codegen-existing %s=%s."
                    .formatted(name, name.substring(2), example)));
  }
}
