package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Headers and cookies, in the description of the API. */
class OpenApiHeaderTest {
  private static final String MIDDLEWARE =
      """
      package app;
      import dev.trestle.*;
      public final class Middleware {
        public record User(String name) {}
        @Takes(cookie = "session", required = true, description = "Who asks.")
        @Answer(status = 401, headers = "WWW-Authenticate")
        public static User user(Cookies cookies) { return new User(""); }
      }
      """;

  private static final String TRANSFER =
      """
      package app.transfer;
      import dev.trestle.*;
      public final class Route {
        record Order(int amount) {}
        @Takes(header = "Idempotency-Key", description = "What is sent again, e.g. `a7`.")
        @Answer(status = 201, headers = {"Location", "Idempotent-Replayed: true if it is old"})
        public static Response POST(Request request, Order order) { return null; }
      }
      """;

  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void whatFunctionsAndMiddlewareReadByThemselvesAreParameters() {
    Described api = Described.by(compilation, MIDDLEWARE, TRANSFER);

    assertThat(api.operation("/transfer", "post", "/parameters"))
        .isEqualTo(
            "[{'name':'session','in':'cookie','required':true,'description':'Who asks.',"
                + "'schema':{'type':'string'}},"
                + "{'name':'Idempotency-Key','in':'header',"
                + "'description':'What is sent again, e.g. `a7`.',"
                + "'schema':{'type':'string','examples':['a7']}}]");
  }

  @Test
  void whatOneRouteIsCompiledWithStaysWithTheOthers() {
    Described.by(compilation, MIDDLEWARE, TRANSFER);
    String before = compilation.resource("META-INF/trestle/app.openapi.json");

    assertThat(compilation.compile(TRANSFER).messages()).isEmpty();
    assertThat(compilation.resource("META-INF/trestle/app.openapi.json")).isEqualTo(before);
  }

  @Test
  void anAnswerHasTheHeadersThatAreSaidOfIt() {
    Described api = Described.by(compilation, MIDDLEWARE, TRANSFER);

    assertThat(api.operation("/transfer", "post", "/responses/201"))
        .isEqualTo(
            "{'description':'Created','headers':{"
                + "'Idempotent-Replayed':{'description':'true if it is old',"
                + "'schema':{'type':'string'}},"
                + "'Location':{'description':'Where it is','schema':{'type':'string'}}}}");
    assertThat(api.operation("/transfer", "post", "/responses/401/headers"))
        .isEqualTo("{'WWW-Authenticate':{'schema':{'type':'string'}}}");
    assertThat(api.operation("/transfer", "post", "/responses/401/content/application~1json"))
        .isEqualTo("{'schema':{'$ref':'#/components/schemas/Error'}}");
  }

  @Test
  void headersThatAnAnswerImpliesNeedNotBeSaid() {
    Described api =
        Described.by(
            compilation,
            """
            package app.files._id;
            import dev.trestle.*;
            public final class Route {
              @Takes(header = "if-none-match", description = "Mine.")
              @Answer(body = int[].class)
              @Answer(status = 206, type = "image/*")
              @Answer(status = 304)
              public static Response GET(Request request, int id) { return null; }
              @Answer(status = 412)
              @Answer(status = 428)
              public static void DELETE(Request request, int id) {}
            }
            """);

    assertThat(api.operation("/files/{id}", "get", "/parameters/1/description"))
        .isEqualTo("'Mine.'");
    assertThat(api.operation("/files/{id}", "get", "/parameters/2/name")).isEqualTo("'Range'");
    assertThat(api.operation("/files/{id}", "get", "/parameters/3")).isEmpty();
    assertThat(api.names("/paths/~1files~1{id}/get/responses/200/headers"))
        .containsExactly("Accept-Ranges", "ETag");
    assertThat(api.names("/paths/~1files~1{id}/get/responses/206/headers"))
        .containsExactly("Accept-Ranges", "Content-Range");
    assertThat(api.names("/paths/~1files~1{id}/get/responses/304/headers")).containsExactly("ETag");
    assertThat(api.operation("/files/{id}", "delete", "/parameters/1/name"))
        .isEqualTo("'If-Match'");
    assertThat(api.operation("/files/{id}", "delete", "/parameters/2")).isEmpty();
  }

  @Test
  void policiesHaveTheirHeaders() {
    Described api =
        Described.by(
            compilation,
            """
            package app.a;
            import dev.trestle.policy.*;
            public final class Route {
              @Cached(seconds = 1) @RateLimit(requests = 1, seconds = 1)
              public static int GET() { return 1; }
            }
            """);

    assertThat(api.names("/paths/~1a/get/responses/200/headers"))
        .containsExactly("Age", "Cache-Control", "ETag", "RateLimit", "RateLimit-Policy");
    assertThat(api.operation("/a", "get", "/responses/200/headers/Age/schema"))
        .isEqualTo("{'type':'integer'}");
    assertThat(api.operation("/a", "get", "/parameters/0/name")).isEqualTo("'If-None-Match'");
  }
}
