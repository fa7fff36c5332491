package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Middleware as it is written into the bindings, and as it runs. R101, R102, R105, R108, U3, U4.
 */
class MiddlewareTest {
  private static final String OUTER =
      """
      package app;
      import dev.trestle.*;
      public final class Middleware {
        public static Response around(Next next, Request request) throws Exception {
          return next.proceed().withAddedHeader("X-Order", "outer").withDefaultHeader("X-Who", "outer");
        }
        public static User user(Request request) {
          String name = request.header("X-User").orElseThrow(() -> HttpError.unauthorized("Who are you?"));
          return name.isEmpty() ? null : new User(name);
        }
        public static Rights rights(User user) {
          return new Rights(user.name().equals("root"));
        }
        public record User(String name) {}
        public record Rights(boolean all) {}
        private static void mine() { mine(); }
      }
      """;

  private static final String INNER =
      """
      package app.notes._id;
      import dev.trestle.*;
      public final class Middleware {
        public record Note(int id, String owner) {}
        public record Paging(@Default("1") int page) {}
        public static Note note(int id, app.Middleware.User user, @Query Paging paging) {
          if (id == 404) throw HttpError.notFound("No such note");
          return new Note(id, user.name() + paging.page());
        }
        public static Response around(Request request, Next next) throws Exception {
          String body = request.text();
          if (body.equals("stop")) return Response.text("stopped").withStatus(202);
          if (body.equals("away")) return Response.redirect("/login");
          if (body.equals("throw")) throw new IllegalStateException("secret");
          return next.proceed().withAddedHeader("X-Order", "inner");
        }
      }
      """;

  private static final String ROUTE =
      """
      package app.notes._id;
      import dev.trestle.*;
      public final class Route {
        record Change(String text) {}
        public static Response GET(Middleware.Note note, app.Middleware.Rights rights) {
          return Response.text(note + " " + rights.all()).withHeader("X-Who", "function");
        }
        public static String PUT(Middleware.Note note, Change change) {
          return change.text() + note.id();
        }
        public static String POST(Request request) { return request.text(); }
      }
      """;

  private static final String SAMPLE =
      """
      package app;

      import static dev.trestle.HttpError.unauthorized;

      import dev.trestle.Next;
      import dev.trestle.Request;
      import dev.trestle.Response;

      public final class Middleware {
        public record User(String name) {}

        public static Response around(Next next) throws Exception {
          return next.proceed().withDefaultHeader("X-Frame-Options", "DENY");
        }

        public static User user(Request request) {
          return request.header("X-User").map(User::new).orElseThrow(() -> unauthorized("Who are you?"));
        }
      }
      """;

  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void theBindingIsNestedCalls() {
    compilation.compileApp(OUTER, INNER, ROUTE);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.notes._id.RouteBinding"))
        .contains(
            """
              private static Response put(Call call) throws Exception {
                return app.Middleware.around(() -> {
                  app.Middleware.User user = Objects.requireNonNull(app.Middleware.user(call.request()), "app.Middleware.user gave null");
                  app.Middleware.Rights rights = Objects.requireNonNull(app.Middleware.rights(user), "app.Middleware.rights gave null");
                  return app.notes._id.Middleware.around(call.request(), () -> {
                    app.notes._id.Middleware.Note note = Objects.requireNonNull(app.notes._id.Middleware.note(call.variable("id", Parser.INTEGER), user, put2NotePaging(call)), "app.notes._id.Middleware.note gave null");
                    return Response.json(Route.PUT(note, call.body(app.notes._id.Route.Change.class)));
                  });
                }, call.request());
              }
            """);
  }

  @Test
  void middlewareRunsFromTheOuterToTheInnerAndGivesItsValues() throws Exception {
    try (Served app = start(OUTER, INNER, ROUTE)) {
      HttpResponse<String> answer = app.send("GET", "/notes/7?page=3", "X-User", "root");

      assertThat(answer.body()).isEqualTo("Note[id=7, owner=root3] true");
      assertThat(answer.headers().allValues("X-Order")).containsExactly("inner", "outer");
      // R59: the function, the most specific, has the last word about a default.
      assertThat(answer.headers().allValues("X-Who")).containsExactly("function");

      HttpResponse<String> head = app.send("HEAD", "/notes/7", "X-User", "me");
      assertThat(head.headers().allValues("X-Order")).containsExactly("inner", "outer");
      assertThat(app.send("GET", "/notes/x", "X-User", "me").statusCode()).isEqualTo(400);
    }
  }

  @Test
  void middlewareMayStopRedirectRefuseOrFail() throws Exception {
    try (Served app = start(OUTER, INNER, ROUTE)) {
      assertThat(app.send("GET", "/notes/7").statusCode()).isEqualTo(401);
      assertThat(app.send("HEAD", "/notes/7").body()).isEmpty();
      assertThat(app.send("GET", "/notes/7", "X-User", "").statusCode()).isEqualTo(500);
      assertThat(app.send("GET", "/notes/404", "X-User", "me").body())
          .isEqualTo("{\"error\":\"No such note\"}");
      assertThat(app.sendBody("POST", "/notes/7", "stop", "X-User", "me"))
          .matches(answer -> answer.statusCode() == 202 && answer.body().equals("stopped"));
      assertThat(app.sendBody("POST", "/notes/7", "away", "X-User", "me").headers().map())
          .containsEntry("location", List.of("/login"));
      assertThat(app.sendBody("POST", "/notes/7", "throw", "X-User", "me"))
          .matches(a -> a.statusCode() == 500 && !a.body().contains("secret"));
    }
  }

  @Test
  void aBodyThatMiddlewareHasReadIsThereForTheFunction() throws Exception {
    try (Served app = start(OUTER, INNER, ROUTE)) {
      assertThat(app.sendBody("POST", "/notes/7", "go on", "X-User", "me").body())
          .isEqualTo("\"go on\"");
    }
  }

  @Test
  void aBodyIsReadOnlyAfterTheGuard() throws Exception {
    try (Served app = start(OUTER, INNER, ROUTE)) {
      assertThat(app.sendBody("PUT", "/notes/7", "{malformed").statusCode()).isEqualTo(401);
      assertThat(
              app.sendBody(
                  "PUT", "/notes/7", "{", "X-User", "me", "Content-Type", "application/json"))
          .matches(answer -> answer.statusCode() == 400);
    }
  }

  @Test
  void nothingRunsForWhatNoFunctionAnswers() throws Exception {
    try (Served app = start(OUTER, INNER, ROUTE)) {
      for (String[] request :
          new String[][] {{"OPTIONS", "/notes/7"}, {"DELETE", "/notes/7"}, {"GET", "/notes"}}) {
        HttpResponse<String> answer = app.send(request[0], request[1]);

        assertThat(answer.statusCode()).isIn(204, 404, 405);
        assertThat(answer.headers().map()).doesNotContainKey("x-order");
      }
    }
  }

  @Test
  void theInnermostProviderOfATypeCountsAndAProvidedRecordIsNoBody() throws Exception {
    String inner =
        """
        package app.a;
        public final class Middleware {
          public static app.Middleware.User user(app.Middleware.User outer) {
            return new app.Middleware.User(outer.name() + "'s friend");
          }
        }
        """;
    String route =
        """
        package app.a;
        public final class Route {
          public static String POST(app.Middleware.User user) { return user.name(); }
        }
        """;
    try (Served app = start(OUTER, inner, route)) {
      assertThat(app.send("POST", "/a", "X-User", "me").body()).isEqualTo("\"me's friend\"");
    }
    assertThat(compilation.generated("app.a.RouteBinding")).contains("User user2 = ");
  }

  @Test
  void middlewareCompiledBeforeOrAloneCountsForTheRoutesBelow() throws Exception {
    String route =
        "package app.a;\npublic final class Route { public static String GET() { return \"a\"; } }";
    compilation.compileApp(route);
    compilation.compile(OUTER);
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.a.RouteBinding")).contains("app.Middleware.around");

    compilation.compile(
        """
        package app.b._id;
        public final class Route {
          public static int GET(int id, app.Middleware.User user) { return id; }
        }
        """);
    assertThat(compilation.messages()).isEmpty();

    compilation.compile(
        OUTER.replace("User user(Request request) {", "User user(Request request, int x) {"));
    assertThat(compilation.messages()).anyMatch(m -> m.contains("The URL / has no variable 'x'"));

    compilation.compile(
        OUTER,
        "package app.b;\npublic final class Middleware { public static app.Middleware.User other() { return null; } }");
    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.b._id.RouteBinding"))
        .contains("Route.GET(call.variable(\"id\", Parser.INTEGER), other)");
  }

  @Test
  void theSampleOfTheReadmeWorks() throws Exception {
    String route =
        """
        package app.me;
        public final class Route {
          public static String GET(app.Middleware.User user) { return user.name(); }
        }
        """;
    try (Served app = start(SAMPLE, route)) {
      HttpResponse<String> answer = app.send("GET", "/me", "X-User", "Ada");

      assertThat(answer.body()).isEqualTo("\"Ada\"");
      assertThat(answer.headers().firstValue("X-Frame-Options")).contains("DENY");
      assertThat(app.send("GET", "/me").body()).isEqualTo("{\"error\":\"Who are you?\"}");
    }
  }

  @Test
  void theApplicationGivesWhatItsRootLists() throws Exception {
    String root = "@dev.trestle.AppRoot(provides = Runnable.class)\npackage app;\n";
    String route =
        """
        package app.a;
        public final class Route {
          public static String GET(Runnable given) { given.run(); return "ran"; }
        }
        """;
    assertThat(compilation.compile(root, route).messages()).isEmpty();
    TrestleBuilder builder = Trestle.of(compilation.table("app.Routes")).port(0);

    assertThatThrownBy(builder::start)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "The application needs a java.lang.Runnable, which its @AppRoot lists: write"
                + " .provide(Runnable.class, …) before the start.");
    builder.provide(Runnable.class, () -> {}).provide(Comparable.class, "");
    assertThatThrownBy(builder::plugin)
        .isInstanceOf(StartException.class)
        .hasMessage(
            "Nothing takes a java.lang.Comparable: write it into @AppRoot(provides = {Runnable.class,"
                + " Comparable.class}), or take .provide(Comparable.class, …) away.");

    List<String> ran = new java.util.concurrent.CopyOnWriteArrayList<>();
    try (Served app =
        Served.start(
            compilation,
            served ->
                served
                    .provide(Runnable.class, () -> ran.add("first"))
                    .provide(Runnable.class, () -> ran.add("last")))) {
      assertThat(app.send("GET", "/a").body()).isEqualTo("\"ran\"");
    }
    assertThat(ran).containsExactly("last");
  }

  private Served start(String... sources) {
    return Served.start(compilation.compileApp(sources), app -> app);
  }
}
