package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.Verb;
import dev.trestle.spi.Body;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a function is called: its parameters, and what becomes of its result. */
class BindingTest {
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

  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void aBindingReadsAsIfItWereWrittenByHand() {
    compilation.compileApp(USER);

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
  void functionsGetTheirParametersAndTheirResultsBecomeAnswers() throws Exception {
    compilation.compileApp(USER);
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
    compilation.compileApp(
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
        .contains(".takingContext()")
        .contains("call.segments(\"rest\")")
        .contains("call.variable(\"rest\", Parser.STRING)");
  }

  @Test
  void aFunctionThatAsksForCookiesHasThoseOfTheCall() {
    compilation.compileApp(
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
    compilation.compileApp(
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
  void aQueryIsAnsweredWithItsRows() {
    compilation.compileApp(
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
    compilation.compileApp(
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
}
