package dev.trestle.codegen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.migrate.Migrations;
import dev.trestle.schema.DatabaseSchema;
import dev.trestle.schema.SchemaDiff;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExistingDatabaseTest {
  private static EmbeddedServer server;
  private static int number;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.temporary();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  /** Partitions, inheritance, domains, composites, names that need quotes: three schemas. */
  @Test
  void somethingOfEachKindBecomesABaselineAndClasses() throws IOException {
    ExistingDatabase database = existing("/dev/trestle/schema/everything.sql");

    DatabaseUrl baselined = adopt(database);

    assertThat(source("public_/tables/Books.java"))
        .contains("TableField<BooksRecord, String> TITLE")
        .contains("AuthorsPath authors()");
    assertThat(source("public_/tables/MeasuredNew.java"))
        .contains("MeasuredNewRecord, String> PLACE");
    assertThat(source("public_/enums/Mood.java")).contains("it_27s_ok(\"it's ok\")");
    assertThat(source("shop/tables/Order.java"))
        .contains("TableField<OrderRecord, Integer> SELECT")
        .contains("createField(DSL.name(\"Größe\")");
    assertThat(source("shop/udt/Size.java")).contains("MOOD");
    assertThat(source("shop/tables/Named.java")).contains("OVER_PRICE");

    ExistingDatabase.read(baselined).generate("example.db", folder.resolve("migrated"));
    Map<String, String> migrated = texts(folder.resolve("migrated"));
    Map<String, String> existing = texts(folder.resolve("java"));
    assertThat(migrated).containsOnlyKeys(existing.keySet());
    // What no statement of a baseline can say: in which order an attached partition has its
    // columns, a child a later column, a domain its constraints; and how PostgreSQL spells a check
    // of Books once it has read its own spelling.
    assertThat(existing.keySet())
        .filteredOn(name -> !existing.get(name).equals(migrated.get(name)))
        .allMatch(name -> name.matches(".*/(MeasuredNew|Trucks|Domains|Books).*"));
  }

  /** The process engine of Camunda 7, under the Apache License 2.0. */
  @Test
  void theTablesOfAProcessEngine() {
    ExistingDatabase database =
        existing(
            Stream.of(
                    "engine",
                    "history",
                    "identity",
                    "case.engine",
                    "case.history",
                    "decision.engine",
                    "decision.history")
                .map(part -> "/org/camunda/bpm/engine/db/create/activiti.postgres.create." + part)
                .map(name -> name + ".sql")
                .toArray(String[]::new));

    adopt(database);

    assertThat(database.schema().tables().size()).isEqualTo(49);
    assertThat(database.schema().objects().size()).isGreaterThan(300);
  }

  /** The storage of HAPI FHIR's server, under the Apache License 2.0. */
  @Test
  void theTablesOfAHealthRecordsServer() {
    ExistingDatabase database =
        existing("/ca/uhn/hapi/fhir/jpa/docs/database/partitioned/postgres.sql");

    adopt(database);

    assertThat(database.schema().tables().size()).isEqualTo(54);
    assertThat(database.schema().objects().size()).isGreaterThan(300);
  }

  /** Such a body has semicolons that end no statement of the file. */
  @Test
  void aFunctionWhoseBodyIsNoStringIsInTheBaseline() {
    DatabaseUrl url = database();
    execute(url, "create table t (a int)");
    execute(
        url,
        "create function many(n int) returns setof int language sql begin atomic"
            + " select case when n > 1 then x else 0 end from generate_series(1, n) x;"
            + " select a from t; end");
    execute(url, "create view v as select many(3) as a");

    adopt(ExistingDatabase.read(url));
  }

  @Test
  void noFileIsOverwritten() throws IOException {
    ExistingDatabase database = existing("/dev/trestle/schema/everything.sql");
    Path one = Files.createDirectories(folder.resolve("db/deep")).resolve("V7__mine.sql");
    Files.writeString(one, "select 1");
    Path java = Files.createDirectories(folder.resolve("out/example/db")).resolve("Mine.java");
    Files.writeString(java, "class Mine {}");

    assertThatThrownBy(() -> database.writeBaseline(folder.resolve("db")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            one + " is a migration already, and a baseline is the first; name an empty folder.");
    assertThatThrownBy(() -> database.generate("example.db", folder.resolve("out")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(java.getParent() + " is not empty");
    assertThat(one).hasContent("select 1");
    assertThat(java).hasContent("class Mine {}");
  }

  @Test
  void whatIsNotInTheBaselineIsNamedInIt() throws IOException {
    DatabaseUrl url = database();
    execute(url, "create type mood as enum ('sad'); create cast (mood as int) with inout");

    Path baseline = ExistingDatabase.read(url).writeBaseline(folder);

    assertThat(baseline)
        .hasContent(
            """
            -- What was there before the migrations.
            -- Not in here: cast (public.mood AS integer)

            CREATE TYPE public.mood AS ENUM (
                'sad'
            );
            """);
  }

  /**
   * The whole way: the baseline makes the same in an empty database, which is returned, and the
   * classes compile.
   */
  private DatabaseUrl adopt(ExistingDatabase database) {
    Path baseline = database.writeBaseline(folder.resolve("migrations"));
    DatabaseUrl empty = database();
    Migrations.of(empty, "filesystem:" + baseline.getParent()).apply();
    assertThat(SchemaDiff.between(DatabaseSchema.read(empty), database.schema())).hasToString("");

    Path output = folder.resolve("java");
    database.generate("example.db", output);
    compile(output);
    return empty;
  }

  private void compile(Path output) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      StringWriter log = new StringWriter();
      boolean compiled =
          compiler
              .getTask(
                  log,
                  files,
                  null,
                  List.of("-proc:none", "-nowarn", "-d", folder.resolve("classes").toString()),
                  null,
                  files.getJavaFileObjectsFromPaths(sources(output)))
              .call();
      assertThat(compiled).as("%s", log).isTrue();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> sources(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }

  private static Map<String, String> texts(Path root) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (Path file : sources(root)) {
      texts.put(root.relativize(file).toString(), Files.readString(file));
    }
    return texts;
  }

  private String source(String name) throws IOException {
    return Files.readString(folder.resolve("java/example/db").resolve(name));
  }

  private static ExistingDatabase existing(String... resources) {
    DatabaseUrl url = database();
    execute(
        url,
        Stream.of(resources).map(ExistingDatabaseTest::resource).collect(Collectors.joining("\n")));
    return ExistingDatabase.read(url);
  }

  private static DatabaseUrl database() {
    String name = "database_" + ++number;
    execute(server.url(), "create database " + name);
    return server.url().withDatabase(name);
  }

  private static void execute(DatabaseUrl url, String sql) {
    try (Connection connection =
            DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = ExistingDatabaseTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
