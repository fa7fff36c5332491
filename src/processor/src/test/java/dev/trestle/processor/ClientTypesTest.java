package dev.trestle.processor;

import static dev.trestle.processor.ClientSourceFiles.OPTION;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What becomes of all that a function may take and give; each client compiles. */
class ClientTypesTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  private ClientSourceFiles client(String... sources) throws IOException {
    assertThat(compilation.with(OPTION).compileApp(sources).messages()).isEmpty();
    ClientSourceFiles client = new ClientSourceFiles(compilation);
    assertThat(client.compiled()).isEmpty();
    return client;
  }

  private static String route(String where, String body) {
    return """
    package app.%s;
    import dev.trestle.*;
    import dev.trestle.query.BoundQuery;
    import java.math.*;
    import java.time.*;
    import java.util.*;
    public final class Route {
      private Route() {}
      %s
    }
    """
        .formatted(where, body);
  }

  @Test
  void theTypesOfTheJdkStayAndAllOthersAreJson() throws IOException {
    String all =
        route(
            "all",
            """
            record All(UUID id, OffsetDateTime at, LocalDate day, BigDecimal sum, byte[] raw,
                Map<String, List<Integer>> counts, Optional<Boolean> maybe, org.jooq.JSONB json,
                Object any, Thread.State state, StringBuilder text, dev.trestle.Health health,
                int[][] grid, List<? extends Number> numbers) {}
            public static All GET() { return null; }
            """);

    assertThat(client(all).of("AllClient"))
        .contains(
            "record All(UUID id, OffsetDateTime at, LocalDate day, BigDecimal sum, byte[] raw,"
                + " Map<String, List<Integer>> counts, Optional<Boolean> maybe, JsonNode json,"
                + " JsonNode any, State state, StringBuilder text,");
  }

  @Test
  void genericAndRecursiveRecordsStaySo() throws IOException {
    String tree =
        route(
            "tree",
            """
            public record Node<T>(T value, List<Node<T>> inner) {}
            public static List<Node<UUID>> GET() { return List.of(); }
            """);

    assertThat(client(tree).of("TreeClient"))
        .contains("List<Node<UUID>> get();")
        .contains("record Node<T>(T value, List<Node<T>> inner) {}")
        .contains(".json(new TypeReference<List<Node<UUID>>>() {});");
  }

  @Test
  void formsAreRecordsWithUploads() throws IOException {
    String upload =
        route(
            "upload",
            """
            record Fields(String title, Optional<Upload> file, @Default("1") int copies) {}
            public static void POST(@Form Fields fields) {}
            public static void PUT(FormData form) {}
            """);

    assertThat(client(upload).of("UploadClient"))
        .contains("void post(Fields fields);")
        .contains("record Fields(String title, Optional<Upload> file, Optional<Integer> copies) {")
        .contains("public static Fields of(String title) {")
        .contains("import dev.trestle.client.Upload;")
        .contains(
            ".body(FormData.of().with(\"title\", fields.title()).with(\"file\", fields.file())"
                + ".with(\"copies\", fields.copies()))")
        .contains("void put(FormData form);");
  }

  @Test
  void answersThatAreDeclaredAreTypedAndErrorsAreNamed() throws IOException {
    String declared =
        route(
            "declared",
            """
            record One(int one) {}
            record Two(int two) {}
            record Conflict(String with) {}
            @Answer(body = {One.class, Two[].class})
            @Answer(status = 409, body = Conflict.class, description = "It is there.")
            public static Response GET() { return null; }
            @Answer(status = 201, body = One.class)
            @Answer(status = 204)
            public static Response POST(One one) { return null; }
            @Answer(status = 200, body = One.class)
            @Answer(status = 202, body = Two.class)
            public static Response PUT(One one) { return null; }
            @Answer(status = 204)
            public static Response PATCH(Request request) { return null; }
            public static Response DELETE() { return null; }
            """);

    assertThat(client(declared).of("DeclaredClient"))
        .contains("  One get();")
        .contains("  List<Two> getAsListTwo();")
        .contains("@throws ClientException 409: It is there; for any answer that is no success")
        .contains("record Conflict(String with) {}")
        .contains("Optional<One> post(One one);")
        .contains("Received put(One one);")
        .contains("void patch(Content content);")
        .contains("Received delete();");
  }

  @Test
  void linesRowsEventsAndFilesAreReadAsTheyCome() throws IOException {
    String streams =
        route(
            "streams",
            """
            record Row(int id) {}
            public static BoundQuery<Row> GET() { return null; }
            @Answer(type = "text/event-stream", body = Row.class)
            public static Response POST() { return null; }
            @Answer(type = "application/x-ndjson", body = Row.class)
            @Answer(type = "text/csv")
            public static Response PUT() { return null; }
            @Answer(type = "image/*")
            public static Response DELETE() { return null; }
            """);

    assertThat(client(streams).of("StreamsClient"))
        .contains("List<Row> get();", "Stream<Row> getAsStream();")
        .contains("Stream<ServerEvent<Row>> post();")
        .contains("Stream<Row> put();", "Received putAsCsv();")
        .contains("Received delete();");
  }

  @Test
  void variablesThatNoFunctionTakesAreTexts() throws IOException {
    String route =
        route(
            "_tenant._class.docs.___rest",
            "public static String GET(long tenant) { return \"\"; }");

    assertThat(client(route).of("TenantClassDocsRestClient"))
        .contains("String get(long tenant, String class_, List<String> rest);")
        .contains(".variable(\"class\", class_)")
        .contains("\"/{tenant}/{class}/docs/{rest*}\"");
  }

  @Test
  void whatMiddlewareProvidesIsNotAskedOfTheCaller() throws IOException {
    String middleware =
        """
        package app.admin;
        import dev.trestle.Answer;
        public final class Middleware {
          private Middleware() {}
          public record Who(String name) {}
          @Answer(status = 401, description = "Nobody is logged in.")
          public static Who who() { return new Who("Ada"); }
        }
        """;
    String route =
        route("admin", "public static int POST(Middleware.Who who, Request r) { return 1; }");

    assertThat(client(middleware, route).of("AdminClient"))
        .contains("int post(Content content);")
        .contains("@throws ClientException 401: Nobody is logged in;");
  }

  @Test
  void namesThatSeveralTypesHaveAreToldApart() throws IOException {
    String one = "package one;\npublic record User(int id) {}";
    String two = "package two;\npublic record User(String id) {}";
    String list = "package one;\npublic record List(Optional optional) {}";
    String optional = "package one;\npublic enum Optional { String, Client }";
    String users =
        route(
            "users",
            """
            record User(one.User one, two.User two, one.List list) {}
            public static java.util.Optional<User> GET(Filter filter) { return null; }
            record Filter(java.util.Optional<one.Optional> only) {}
            """);
    String dash = route("a_b", "public static int GET() { return 1; }");
    String slash = route("a.b", "public static int GET() { return 2; }");

    ClientSourceFiles client = client(one, two, list, optional, users, dash, slash);

    assertThat(client.all())
        .containsOnlyKeys(
            "ABClient", "AB2Client", "List", "OneUser", "Optional", "TwoUser", "UsersClient");
    assertThat(client.of("UsersClient"))
        .contains("record User(OneUser one, TwoUser two, List list) {}")
        .contains("java.util.Optional<User> get(Filter filter);");
  }

  @Test
  void jsonNamesGoAlongAndCommentsCannotEndThemselves() throws IOException {
    String route =
        route(
            "odd",
            """
            /** Ends &#42;/ here: \\\\u002a/ and {@link Route#GET() there} */
            record Odd(@com.fasterxml.jackson.annotation.JsonProperty("the name") String name) {}
            public static Odd GET() { return null; }
            """);

    assertThat(client(route).of("OddClient"))
        .contains("@com.fasterxml.jackson.annotation.JsonProperty(\"the name\") String name")
        .doesNotContain("\\u002a")
        .doesNotContain("{@link");
  }

  @Test
  void recordsWithinRecordsAreForEveryPackage() throws IOException {
    String route =
        route(
            "deep",
            """
            record Outer(Inner inner) { record Inner(Kind kind) { enum Kind { ONE } } }
            public static Outer GET() { return null; }
            """);

    assertThat(client(route).of("DeepClient"))
        .contains("  record Outer(", "    public record Inner(", "      public enum Kind {");
  }

  @Test
  void enumsWhoseJsonIsNotTheirNamesAreThatJson() throws IOException {
    String route =
        route(
            "levels",
            """
            enum Level { LOW(1); private final int value; Level(int value) { this.value = value; }
              @com.fasterxml.jackson.annotation.JsonValue int value() { return value; } }
            record Found(Level level, List<Level> all) {}
            record Filter(Level least, Optional<Level> most) {}
            public static Found GET(Filter filter) { return null; }
            """);

    assertThat(client(route).of("LevelsClient"))
        .contains("record Found(Integer level, List<Integer> all) {}")
        .contains("record Filter(String least, Optional<String> most) {")
        .contains("public Filter most(String most) {")
        .doesNotContain("enum Level");
  }

  @Test
  void headersThatAreReadAndWhatIsRefusedAreInTheComment() throws IOException {
    String route =
        route(
            "orders",
            """
            @Takes(header = "X-Key", description = "Once a day, <b> @home */ too.")
            @Answer(status = 409, description = "Sold & gone */")
            public static int POST(Request request) { return 1; }
            """);

    assertThat(client(route).of("OrdersClient"))
        .contains("<p>Reads the header {@code X-Key}: Once a day, &lt;b&gt; &#64;home *&#47; too.")
        .contains("@throws ClientException 409: Sold &amp; gone *&#47;; for any answer");
  }

  @Test
  void resultsOfTheSameKindAreToldApart() throws IOException {
    String route =
        route(
            "files",
            """
            @Answer(body = String.class)
            @Answer(type = "text/csv")
            @Answer(type = "application/csv;charset=utf-8")
            @Answer(type = "image/*")
            public static Response GET() { return null; }
            """);

    assertThat(client(route).of("FilesClient"))
        .contains("String get();", "Received getAsCsv();", "Received getAsCsv2();")
        .contains("Received getAsImage();");
  }
}
