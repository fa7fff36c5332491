package dev.trestle.processor;

import static dev.trestle.processor.Compilation.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written wrong is an error where it is written, and says what to write. */
class MisuseTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "public static int get() { return 1; } | 'get' is no verb; rename it to GET.",
        "static int Get() { return 1; } | 'Get' is no verb; rename it to GET.",
        "public static int PSOT() { return 1; } | 'PSOT' is no verb. A public static method of a"
            + " Route answers one: make it private, or name it GET, HEAD, POST, PUT, PATCH, DELETE or"
            + " OPTIONS. Did you mean 'POST'?",
        "public static void main(String[] args) {} | 'main' is no verb. A public static method of a"
            + " Route answers one: make it private, or name it GET, HEAD, POST, PUT, PATCH, DELETE or"
            + " OPTIONS.",
        "public int GET() { return 1; } | GET answers requests, so it is public static; add that.",
        "static int GET() { return 1; } | GET answers requests, so it is public static; add that.",
        "private static int GET() { return 1; } | GET answers requests, so it is public static; add"
            + " that.",
        "public static <T> int GET() { return 1; } | GET has type parameters; take them away.",
        "private static int x() { return 1; } | This Route answers nothing; add a function, like"
            + " public static String GET(), or rename the class.",
        "public static int GET(Thread x) { return 1; } | Nothing of a request is a java.lang.Thread."
            + " A parameter is a Request, Cookies, a Cache, a DataCache, a DSLContext, an After, a"
            + " Cancellation, an InstantSource, a Javalin Context, FormData, a record for the body or the query string, or a path variable: String, boolean, int, long, double,"
            + " BigDecimal, BigInteger, UUID, LocalDate, LocalDateTime, OffsetDateTime, Instant or"
            + " an enum. A Middleware above may provide any other type.",
        "public static int GET(java.util.UUID idd) { return 1; } | No segment of /things/{id} is"
            + " called 'idd'; its variables are id. Did you mean 'id'?",
        "public static int GET(java.util.List<String> id) { return 1; } | 'id' is one segment, not a"
            + " List; declare it as java.lang.String.",
        "public static int GET(@dev.trestle.Query int id) { return 1; } | @Query binds a record;"
            + " declare one with the component id.",
        "record A(int a) {} record B(int b) {} public static int GET(A a, B b) { return 1; } | 'a' is"
            + " the query string already, so 'b' cannot be: put the components into one record.",
        "record A(int a) {} record B(int b) {} public static int POST(A a, B b) { return 1; } | 'a'"
            + " is the body already, so 'b' cannot be: put @Query before the one that is the query"
            + " string.",
        "record A<T>(T a) {} public static int POST(A<String> a) { return 1; } | The record"
            + " app.things._id.Route.A has type parameters; declare one for this function.",
        "private record A(int a) {} public static int POST(A a) { return 1; } | The record"
            + " app.things._id.Route.A is private, so the generated code beside it cannot make one;"
            + " take 'private' away.",
        "record A(Thread t) {} public static int POST(@dev.trestle.Form A a) { return 1; } | The form"
            + " field 't' cannot be a java.lang.Thread; use Upload, String, boolean, int, long, double,"
            + " BigDecimal, BigInteger, UUID, LocalDate, LocalDateTime, OffsetDateTime, Instant or an"
            + " enum, an Optional or a List of one.",
        "record A(int a) {} public static int GET(@dev.trestle.Form A a) { return 1; } | 'a' cannot be"
            + " a form: that is a body, which POST, PUT and PATCH have; take @Form away.",
        "public static int POST(@dev.trestle.Form int a) { return 1; } | @Form binds a record;"
            + " declare one with the component a.",
        "record A(int a) {} record B(int b) {} public static int POST(@dev.trestle.Form A a, B b) {"
            + " return 1; } | 'a' is the body already, so 'b' cannot be: put @Query before the one"
            + " that is the query string.",
        "record A(dev.trestle.Upload a) {} public static int POST(@dev.trestle.Query A a) { return"
            + " 1; } | The query parameter 'a' cannot be a dev.trestle.Upload; use String, boolean, int,"
            + " long, double, BigDecimal, BigInteger, UUID, LocalDate, LocalDateTime,"
            + " OffsetDateTime, Instant or an enum, an Optional or a List of one.",
        "record A(Thread t) {} public static int GET(A a) { return 1; } | The query parameter 't' cannot be"
            + " a java.lang.Thread; use String, boolean, int, long, double, BigDecimal, BigInteger,"
            + " UUID, LocalDate, LocalDateTime, OffsetDateTime, Instant or an enum, an Optional or a"
            + " List of one.",
        "record A(@dev.trestle.Default(´x´) int i) {} public static int GET(A a) { return 1; } |"
            + " 'i' has @Default(\"x\"), which is no int; write one as a client would.",
        "record A(@dev.trestle.Default(´x´) java.util.Optional<String> o) {} public static int GET(A"
            + " a) { return 1; } | 'o' is an Optional, which needs no @Default: it is empty when the client leaves"
            + " it out; take one away.",
        "public static org.jooq.Result<org.jooq.Record> GET() { return null; } | A"
            + " org.jooq.Result<org.jooq.Record> cannot be written as JSON: make records of its rows"
            + " with mapping(User::new), or return a Response.",
        "public static dev.trestle.query.BoundQuery<org.jooq.Record> GET() { return null; } | A"
            + " org.jooq.Record cannot be written as JSON: make records of its rows with"
            + " mapping(User::new), or return a Response.",
        "public static java.util.Optional<dev.trestle.query.BoundQuery<String>> GET() { return null; }"
            + " | A dev.trestle.query.BoundQuery<java.lang.String> cannot be written as JSON: return it"
            + " by itself, or what .fetch(db) gives.",
        "public static dev.trestle.query.Prepared0<String> GET() { return null; } | A"
            + " dev.trestle.query.Prepared0<java.lang.String> cannot be written as JSON: return"
            + " .with(…) of it, the query to be run.",
        "public static java.util.stream.Stream<String> GET() { return null; } | A"
            + " java.util.stream.Stream<java.lang.String> cannot be written as JSON: collect it to a"
            + " List.",
        "public static java.util.concurrent.CompletableFuture<String> GET() { return null; } | A"
            + " java.util.concurrent.CompletableFuture<java.lang.String> cannot be written as JSON:"
            + " return the value itself; each request has a virtual thread that may wait.",
        "public static Void GET() { return null; } | A function without an answer is void, not"
            + " java.lang.Void.",
      })
  void aFunctionThatCannotBeBoundIsAnError(String member, String message) {
    String source =
        "package app.things._id;\npublic final class Route {\n"
            + member.replace((char) 180, (char) 34)
            + "\n}\n";

    List<String> errors = compilation.compileApp(source).messages();

    assertThat(errors)
        .filteredOn(error -> !error.contains("warnings found and -Werror"))
        .anySatisfy(error -> assertThat(error).endsWith(": " + message.strip()));
    assertThat(errors).allMatch(error -> error.startsWith("3: ") || error.startsWith("2: "));
  }

  @Test
  void allMistakesOfABuildAreShownAtOnceAndNothingElse() {
    List<String> errors =
        compilation
            .compileApp(
                "package app;\nclass Main { Object table = new Routes(); }",
                """
                package app.one;
                public final class Route {
                  public static int gett() { return 1; }
                  public static int GET(int x) { return 1; }
                  public static int POST(int y) { return 1; }
                }
                """)
            .messages();

    assertThat(errors)
        .containsExactly(
            "3: 'gett' is no verb. A public static method of a Route answers one: make it private,"
                + " or name it GET, HEAD, POST, PUT, PATCH, DELETE or OPTIONS. Did you mean 'GET'?",
            "4: The URL /one has no variable 'x'. For the query string declare a record, like record"
                + " Filter(int x); for a path variable move this Route into a package _x.",
            "5: The URL /one has no variable 'y'. For the query string declare a record, like record"
                + " Filter(int y); for a path variable move this Route into a package _y.");
  }

  @Test
  void twoSourcesForOneUrlAreBothNamed() {
    assertThat(
            compile(
                route("app.a"),
                route("app.grp.a"),
                "@dev.trestle.Segment(\"\")\npackage app.grp;\n"))
        .containsExactly(
            "2: Two Routes answer at /a: app.a.Route and app.grp.a.Route; move or delete one.",
            "2: Two Routes answer at /a: app.a.Route and app.grp.a.Route; move or delete one.");
  }

  @Test
  void anOptionalCatchAllAnswersAtItsParentToo() {
    assertThat(compile(route("app.a"), route("app.a.___rest")))
        .hasSize(2)
        .allMatch(error -> error.contains("app.a.Route and app.a.___rest.Route"));
  }

  @Test
  void oneLevelHasOneNameForItsVariable() {
    assertThat(compile(route("app.users._id"), route("app.users._slug.posts")))
        .hasSize(2)
        .allMatch(error ->
            error.endsWith(
                "The variable below /users is {id} in app.users._id.Route and {slug} in"
                    + " app.users._slug.posts.Route; give it one name."));
    assertThat(compile(route("app.f.__rest"), route("app.f.___rest")))
        .anyMatch(error -> error.contains("The catch-all below /f is {rest*}"));
  }

  @Test
  void aPathThatCannotBeAUrlIsAnError() {
    assertThat(compile(route("app._id.x._id")))
        .containsExactly("2: The URL /{id}/x/{id} has two variables 'id'; rename one.");
    assertThat(compile(route("app.__rest.x")))
        .containsExactly(
            "2: The URL /{rest+}/x goes on after the catch-all 'rest', which takes everything; move"
                + " this Route above it.");
    assertThat(compile(route("app.____x")))
        .allMatch(error -> error.contains("names no variable: write _id for one segment"));
    assertThat(compile(route("app.a"), "@dev.trestle.Segment(\"a/b\")\npackage app.a;\n"))
        .containsExactly(
            "2: @Segment(\"a/b\") is not one segment of a URL: leave out '/', '\\', '?', '#', braces"
                + " and control characters, and write it decoded; \"\" makes a group.");
  }

  @Test
  void aRouteIsAPublicClass() {
    String function = "public static int GET() { return 1; }";
    assertThat(compile("package app.a;\nfinal class Route { " + function + " }"))
        .containsExactly("2: A Route is public; write public final class Route.");
    assertThat(compile("package app.a;\npublic record Route() { " + function + " }"))
        .containsExactly("2: A Route is a class, not a record; write public final class Route.");
    assertThat(compile("package app.a;\npublic interface Route { " + function + " }"))
        .containsExactly(
            "2: A Route is a class, not an interface; write public final class Route.");
    assertThat(compile("package app.a;\npublic final class Route<T> { " + function + " }"))
        .containsExactly("2: A Route has no type parameters; take them away.");
  }

  @Test
  void rootsDoNotNestAndGeneratedNamesAreTaken() {
    assertThat(compile(route("app.in.a"), "@dev.trestle.AppRoot\npackage app.in;\n"))
        .containsExactly(
            "2: The app root app.in lies within the app root app; take @AppRoot from one of them.");
    assertThat(compile("package app;\npublic final class Routes {}"))
        .anyMatch(
            error -> error.endsWith("The name Routes is taken by generated code here; rename it."));
  }

  private List<String> compile(String... sources) {
    return compilation.fresh().compileApp(sources).messages();
  }
}
