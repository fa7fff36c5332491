package dev.trestle.codegen;

import dev.trestle.DatabaseUrl;
import org.jooq.meta.jaxb.Configuration;
import org.jooq.meta.jaxb.Database;
import org.jooq.meta.jaxb.Generate;
import org.jooq.meta.jaxb.GeneratedAnnotationType;
import org.jooq.meta.jaxb.GeneratedSerialVersionUID;
import org.jooq.meta.jaxb.Generator;
import org.jooq.meta.jaxb.Jdbc;
import org.jooq.meta.jaxb.Logging;
import org.jooq.meta.jaxb.OnError;
import org.jooq.meta.jaxb.Target;

/** What jOOQ's generator is told. */
final class GeneratorSettings {
  private GeneratorSettings() {}

  static Configuration of(Codegen codegen, DatabaseUrl database) {
    return new Configuration()
        .withLogging(Logging.WARN)
        .withOnError(OnError.FAIL)
        .withJdbc(
            new Jdbc()
                .withDriver("org.postgresql.Driver")
                .withUrl(database.jdbcUrl())
                .withUser(database.user()))
        .withGenerator(
            new Generator()
                .withDatabase(
                    new Database()
                        .withName("org.jooq.meta.postgres.PostgresDatabase")
                        .withInputSchema("public")
                        .withOutputSchemaToDefault(false)
                        .withExcludes("flyway_.*")
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
                        .withPackageName(codegen.packageName())
                        .withDirectory(codegen.output().toString())
                        .withEncoding("UTF-8")
                        .withClean(true)));
  }
}
