package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.spi.Body;
import dev.trestle.spi.RouteDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteProcessorTest {
  private static final String ROOT = "@dev.trestle.AppRoot\npackage app;\n";

  private static final String USER =
      """
      package app.api.users._id;

      import java.util.*;
      import org.jooq.DSLContext;

      public final class Route {
        enum Shape { SHORT, LONG_FORM }
        record Options(@dev.trestle.Default("SHORT") Shape shape, Optional<Integer> depth, List<UUID> friend, String query) {}
        record BlogPost(String title) {}
        record Change(String name) {}

        public static Optional<BlogPost> GET(DSLContext db, UUID id, Options options) {
          return options.query().isEmpty() ? Optional.empty() : Optional.of(new BlogPost(id + " " + options));
        }

        public static String PUT(UUID id, Change body, @dev.trestle.Query Options options) throws Exception {
          return body.name() + options.shape();
        }

        public static void DELETE(UUID id, dev.trestle.After after) {}
      }
      """;

  @TempDir private Path output;
  private Compilation compilation;

  @BeforeEach
  void fresh() {
    compilation = new Compilation(output);
  }

  @Test
  void theReadmesCachedRouteCompiles() {
    compilation.compile(
        ROOT,
        """
        package app.posts;
        import dev.trestle.*;
        import dev.trestle.policy.Cached;
        import java.util.List;
        import org.jooq.DSLContext;
        public final class Route {
          @Cached(seconds = 60, tags = "posts")
          public static List<String> GET(DSLContext db) {
            return List.of();
          }
          public static void POST(Cache cache) {
            cache.revalidateTag("posts");
          }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
  }

  @Test
  void aCachedFunctionIsCalledWithinWhatRunsAroundIt() {
    compilation.compile(
        ROOT,
        """
        package app.posts._id;
        @dev.trestle.policy.Cached(seconds = 60, tags = {"posts", "a\\"b"})
        public final class Route {
          record Paging(java.util.Optional<Integer> page, java.util.Optional<String> sort) {}
          public static String GET(org.jooq.DSLContext db, int id, Paging paging) {
            return "x";
          }
          public static void DELETE(dev.trestle.Request request, dev.trestle.Cache cache) {}
        }
        """,
        """
        package app.posts;
        public final class Middleware {
          public static dev.trestle.Response around(dev.trestle.Next next) throws Exception {
            return next.proceed();
          }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.posts._id.RouteBinding"))
        .contains(
            "  return call.cached(RouteBinding::uncachedGET, \"page\", \"sort\");",
            "private static Response uncachedGET(Call call) {",
            "Response.json(Route.GET(call.db(), call.variable(\"id\", Parser.INTEGER), getPaging(call)))",
            "Route.DELETE(call.request(), call.cache());");
    assertThat(compilation.generated("app.Routes"))
        .contains(
            "Verb.GET, Policy.none().withCaching(dev.trestle.spi.Caching.of(60L, -1L, \"posts\","
                + " \"a\\\"b\"))")
        .doesNotContain("Verb.DELETE, Policy");
  }

  @Test
  void aFunctionThatAsksForCookiesHasThoseOfTheCall() {
    compilation.compile(
        ROOT,
        """
        package app.a;
        public final class Route {
          public static boolean GET(dev.trestle.Cookies cookies) {
            return cookies.has("a");
          }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.a.RouteBinding"))
        .contains("Response.json(Route.GET(call.cookies()))");
  }

  @Test
  void aFunctionMayAskWhetherItsRequestIsCancelled() {
    compilation.compile(
        ROOT,
        """
        package app.a;
        public final class Route {
          public static boolean GET(dev.trestle.query.Cancellation cancellation) {
            return cancellation.isCancelled();
          }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.a.RouteBinding"))
        .contains("Response.json(Route.GET(call.cancellation()))");
  }

  @Test
  void aBindingReadsAsIfItWereWrittenByHand() {
    compilation.compile(ROOT, USER);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.api.users._id.RouteBinding"))
        .isEqualTo(
            """
            package app.api.users._id;

            import dev.trestle.HttpError;
            import dev.trestle.Response;
            import dev.trestle.Verb;
            import dev.trestle.spi.Call;
            import dev.trestle.spi.Parser;
            import dev.trestle.spi.RouteDefinition;
            import javax.annotation.processing.Generated;

            /** Calls the functions of {@link Route}. */
            @Generated("dev.trestle.processor.RouteProcessor")
            public final class RouteBinding {
              private static final Parser<app.api.users._id.Route.Shape> SHAPE = Parser.ofEnum(app.api.users._id.Route.Shape.class);

              private RouteBinding() {}

              /** The route, at the URL that its folder has. */
              public static RouteDefinition at(String template) {
                return RouteDefinition.at(template, "app.api.users._id.Route")
                    .on(Verb.GET, RouteBinding::get)
                    .on(Verb.PUT, RouteBinding::put)
                    .on(Verb.DELETE, RouteBinding::delete);
              }

              private static Response get(Call call) {
                return Response.json(Route.GET(call.db(), call.variable("id", Parser.UUID), getOptions(call)).orElseThrow(() -> HttpError.notFound("Blog post not found")));
              }

              private static app.api.users._id.Route.Options getOptions(Call call) {
                var query_ = call.query();
                var shape = query_.withDefault("shape", SHAPE, "SHORT");
                var depth = query_.optional("depth", Parser.INTEGER);
                var friend = query_.all("friend", Parser.UUID);
                var query = query_.required("query", Parser.STRING);
                return query_.make(() -> new app.api.users._id.Route.Options(shape, depth, friend, query));
              }

              private static Response put(Call call) throws Exception {
                return Response.json(Route.PUT(call.variable("id", Parser.UUID), call.body(app.api.users._id.Route.Change.class), putOptions(call)));
              }

              private static app.api.users._id.Route.Options putOptions(Call call) {
                var query_ = call.query();
                var shape = query_.withDefault("shape", SHAPE, "SHORT");
                var depth = query_.optional("depth", Parser.INTEGER);
                var friend = query_.all("friend", Parser.UUID);
                var query = query_.required("query", Parser.STRING);
                return query_.make(() -> new app.api.users._id.Route.Options(shape, depth, friend, query));
              }

              private static Response delete(Call call) {
                Route.DELETE(call.variable("id", Parser.UUID), call.after());
                return Response.noContent();
              }
            }
            """);
  }

  @Test
  void theTableListsEveryRouteByItsUrlWhateverTheOrderOfTheSources() {
    String plain = "public final class Route { public static String GET() { return \"\"; } }";
    String[] sources = {
      "package app; " + plain.replace("public final", "\npublic final"),
      "package app.api.public_;\n" + plain,
      "package app.api.top_authors;\n" + plain,
      "package app.api.files.__path;\n" + plain,
      "package app.api.docs.___path;\n" + plain,
      "package app.api.u._userId.posts;\n" + plain,
      "package app.api.hello_json;\n" + plain,
      "package app.api.grp.inside;\n" + plain,
      "@dev.trestle.Segment(\"hello.json\")\npackage app.api.hello_json;\n",
      "@dev.trestle.Segment(\"\")\npackage app.api.grp;\n",
      ROOT
    };
    for (int i = 0; i < sources.length; i++) {
      sources[i] = sources[i].replace("package app; ", "package app;\n");
    }
    compilation.compile(sources);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.table("app.Routes").routes())
        .extracting(RouteDefinition::template)
        .containsExactly(
            "/",
            "/api/docs/{path*}",
            "/api/files/{path+}",
            "/api/hello.json",
            "/api/inside",
            "/api/public",
            "/api/top-authors",
            "/api/u/{userId}/posts");
    assertThat(compilation.resource("META-INF/trestle/app.routes"))
        .contains("/api/u/{userId}/posts\tGET\tapp.api.u._userId.posts.Route\n");

    String first = compilation.generated("app.Routes");
    java.util.Collections.reverse(java.util.Arrays.asList(sources));
    assertThat(compilation.compile(sources).messages()).isEmpty();
    assertThat(compilation.generated("app.Routes")).isEqualTo(first);
  }

  @Test
  void functionsGetTheirParametersAndTheirResultsBecomeAnswers() throws Exception {
    compilation.compile(ROOT, USER);
    String id = "00000000-0000-4000-8000-000000000001";

    assertThat(json(call(Verb.GET, Map.of("id", id), Map.of("query", List.of("q")))))
        .hasToString(
            "BlogPost[title="
                + id
                + " Options[shape=SHORT, depth=Optional.empty, friend=[], query=q]]");
    assertThatThrownBy(() -> call(Verb.GET, Map.of("id", id), Map.of("query", List.of(""))))
        .isInstanceOf(HttpError.class)
        .hasMessage("Blog post not found");
    assertThatThrownBy(() -> call(Verb.GET, Map.of("id", id), Map.of("depth", List.of("x"))))
        .isInstanceOfSatisfying(
            HttpError.class, e -> assertThat(e.fields()).containsOnlyKeys("depth", "query"));
    assertThat(call(Verb.DELETE, Map.of("id", id), Map.of()).status()).isEqualTo(204);
  }

  private Response call(Verb verb, Map<String, String> variables, Map<String, List<String>> query)
      throws Exception {
    return compilation
        .table("app.Routes")
        .routes()
        .getFirst()
        .handlers()
        .get(verb)
        .handle(new FakeCall(variables, query, null));
  }

  private static Object json(Response response) {
    return ((Body.Json) response.body()).value().orElseThrow();
  }

  @Test
  void everyKindOfParameterAndResultCompiles() {
    compilation.compile(
        ROOT,
        """
        package app.a._id.__rest;

        import dev.trestle.*;
        import java.util.*;

        public class Route {
          record Filter(boolean b, int i, long l, double d, java.math.BigDecimal bd, java.time.LocalDate ld, java.time.Instant at) {}
          public static Response GET(Request request, io.javalin.http.Context context, long id, List<String> rest, Filter call) {
            return Response.noContent();
          }
          public static Optional<Response> HEAD(int id, String rest) { return Optional.empty(); }
          public static List<Map<String, Integer>> POST() { return List.of(); }
          public static int PATCH(Boolean id) { return 1; }
          public static Optional<Long> OPTIONS() { return Optional.of(1L); }
          static String helper() { return ""; }
          private static String get() { return helper(); }
          public String instance() { return get(); }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.a._id.__rest.RouteBinding"))
        .contains("call.segments(\"rest\")")
        .contains("call.variable(\"rest\", Parser.STRING)");
  }

  @Test
  void aRouteOutsideAnyRootIsSomebodyElsesClass() {
    compilation.compile("package other;\npublic interface Route { void get(); }");

    assertThat(compilation.messages()).isEmpty();
  }

  @Test
  void aRootWithoutRoutesHasAnEmptyTable() {
    compilation.compile(ROOT);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.table("app.Routes").routes()).isEmpty();
  }

  @Test
  void compilingSomeOfTheSourcesKeepsTheOtherRoutes() throws Exception {
    compilation.compile(ROOT, route("app.a", "GET"), route("app.b._id", "GET"));

    compilation.compile(route("app.c", "GET"));
    assertThat(compilation.messages()).isEmpty();
    assertThat(urls()).containsExactly("/a [GET]", "/b/{id} [GET]", "/c [GET]");

    compilation.compile(route("app.a", "POST"));
    assertThat(compilation.messages()).isEmpty();
    assertThat(urls()).containsExactly("/a [POST]", "/b/{id} [GET]", "/c [GET]");

    compilation.delete("app.b._id.Route");
    compilation.compile(ROOT);
    assertThat(compilation.messages()).isEmpty();
    assertThat(urls()).containsExactly("/a [POST]", "/c [GET]");

    compilation.compile("@dev.trestle.Segment(\"a.json\")\npackage app.a;\n");
    assertThat(compilation.messages()).isEmpty();
    assertThat(urls()).containsExactly("/a.json [POST]", "/c [GET]");

    compilation.compile(route("app.b._slug", "GET"));
    assertThat(compilation.messages()).isEmpty();
    compilation.compile(route("app.b._id", "GET"));
    assertThat(compilation.messages()).anyMatch(m -> m.contains("give it one name"));
  }

  private List<String> urls() {
    return compilation.table("app.Routes").routes().stream()
        .map(route -> route.template() + " " + route.handlers().keySet())
        .toList();
  }

  private static String route(String packageName, String verb) {
    return "package %s;\npublic final class Route { public static int %s() { return 1; } }"
        .formatted(packageName, verb);
  }

  @Test
  void theTableNeedsNoReflectionToBeUsed() {
    compilation.compile(ROOT, USER);

    assertThat(compilation.generated("app.Routes"))
        .contains("app.api.users._id.RouteBinding.at(\"/api/users/{id}\")")
        .doesNotContain("reflect");
    assertThat(Optional.of(compilation.table("app.Routes").routes().getFirst().source()))
        .contains("app.api.users._id.Route");
  }

  @Test
  void aQueryIsAnsweredWithItsRows() {
    compilation.compile(
        ROOT,
        """
        package app.names;

        import dev.trestle.query.BoundQuery;

        public final class Route {
          public static BoundQuery<String> GET() {
            return null;
          }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.names.RouteBinding"))
        .contains("return Response.rows(call.db(), Route.GET());");
  }

  @Test
  void aFormIsReadComponentByComponent() throws Exception {
    compilation.compile(
        ROOT,
        """
        package app.join;

        import dev.trestle.*;
        import java.io.IOException;
        import java.nio.file.Path;
        import java.util.*;

        public final class Route {
        record Signup(String email, Optional<Integer> age, List<String> tag, Upload photo) {}

        public static Response POST(@Form Signup form) throws IOException {
          form.photo().moveTo(Path.of("photos", UUID.randomUUID() + "-" + form.photo().fileName()));
          return Response.seeOther("/welcome");
        }

        record Names(String first, @Default("none") String last) {}
        public static String PUT(@Form Names names, FormData form) {
          return names + " of " + form.entries().size();
        }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.join.RouteBinding"))
        .contains(
            """
              private static app.join.Route.Signup postForm(Call call) {
                var form = call.form();
                var email = form.required("email", Parser.STRING);
                var age = form.optional("age", Parser.INTEGER);
                var tag = form.all("tag", Parser.STRING);
                var photo = form.upload("photo");
                return form.make(() -> new app.join.Route.Signup(email, age, tag, photo));
              }
            """)
        .contains("Route.PUT(putNames(call), call.formData())");
    var put = compilation.table("app.Routes").routes().getFirst().handlers().get(Verb.PUT);
    FakeCall call = new FakeCall(Map.of(), Map.of("first", List.of("Ada")), "");
    assertThat(put.handle(call).body())
        .isEqualTo(Response.json("Names[first=Ada, last=none] of 1").body());
  }

  private static final String[] JAKARTA = {
    "package jakarta.validation;\npublic @interface Constraint {}",
    "package jakarta.validation;\nimport java.lang.annotation.*;\n"
        + "@Target({ElementType.TYPE_USE, ElementType.METHOD, ElementType.FIELD})\n"
        + "public @interface Valid {}",
    "package own;\nimport java.lang.annotation.*;\n@jakarta.validation.Constraint\n"
        + "@Target({ElementType.METHOD, ElementType.FIELD})\npublic @interface Even {}",
  };

  @Test
  void aRecordWithConstraintsIsCheckedWhereverItComesFrom() {
    compilation.compile(JAKARTA);
    compilation.compile(
        ROOT,
        """
        package app.join;

        import dev.trestle.*;
        import jakarta.validation.Valid;
        import java.util.*;
        import own.Even;

        public final class Route {
          record Count(@Even int count) {}
          record Counts(List<@Valid Count> counts) {}
          record Plain(int count) {}
          public static void POST(@Form Count form, @Query Count query) {}
          public static void PUT(Counts body, @Query Plain plain) {}
          public static void PATCH(Plain body) {}
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.join.RouteBinding"))
        .contains("Route.POST(call.checked(postForm(call)), call.checked(postQuery(call)));")
        .contains(
            "Route.PUT(call.checked(call.body(app.join.Route.Counts.class)), putPlain(call));")
        .contains("Route.PATCH(call.body(app.join.Route.Plain.class));")
        .contains(".checking(app.join.Route.Count.class, app.join.Route.Counts.class);");
  }

  @Test
  void aConstraintThatNoCheckWouldReachIsRefused() {
    compilation.compile(JAKARTA);
    compilation.compile(
        ROOT,
        """
        package app.join;

        import java.util.*;

        public final class Route {
          record Count(@own.Even int count) {}
          record Counts(
              @jakarta.validation.Valid Count first,
              List<Count> counts) {}
          public static void POST(Counts body) {}
        }
        """);

    assertThat(compilation.messages())
        .containsExactly(
            "9: 'counts' is a Count, whose constraints are checked only behind @Valid; write it"
                + " before the type.");
  }
}
