package dev.trestle.codegen;

import dev.trestle.DatabaseUrl;
import java.nio.file.Path;
import java.util.List;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.GeneratedAnnotationType;
import org.jooq.meta.jaxb.GeneratedSerialVersionUID;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.OnError;
import org.jooq.meta.jaxb.SchemaMappingType;
import org.jooq.meta.jaxb.Target;

/** What jOOQ's generator is told. */
final class GeneratorSettings {
  private GeneratorSettings() {}

  static Configuration of(
      DatabaseUrl database, List<String> schemas, String packageName, Path output) {
    return new Configuration()
        .withLogging(Logging.WARN)
        .withOnError(OnError.FAIL)
        .withJdbc(
            new Jdbc()
                .withDriver("org.postgresql.Driver")
                .withUrl(database.jdbcUrl())
                .withUser(database.user())
                .withPassword(database.password()))
        .withGenerator(
            new Generator()
                .withDatabase(
                    new Database()
                        .withName("org.jooq.meta.postgres.PostgresDatabase")
                        .withSchemata(schemas.stream().map(GeneratorSettings::schema).toList())
                        .withExcludes("flyway_.*|trestle_backfill")
                        .withIncludeRoutines(false))
                .withGenerate(
                    new Generate()
                        .withRecords(true)
                        .withFluentSetters(true)
                        .withKeys(true)
                        .withIndexes(true)
                        .withImplicitJoinPathsToMany(true)
                        .withGeneratedAnnotation(true)
                        .withGeneratedAnnotationType(
                            GeneratedAnnotationType.JAVAX_ANNOTATION_PROCESSING_GENERATED)
                        .withGeneratedAnnotationDate(false)
                        .withGeneratedSerialVersionUID(GeneratedSerialVersionUID.HASH))
                .withTarget(
                    new Target()
                        .withPackageName(packageName)
                        .withDirectory(output.toString())
                        .withEncoding("UTF-8")
                        .withClean(true)));
  }

  private static SchemaMappingType schema(String name) {
    return new SchemaMappingType().withInputSchema(name).withOutputSchemaToDefault(false);
  }
}
