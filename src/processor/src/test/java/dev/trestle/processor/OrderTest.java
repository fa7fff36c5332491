package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.CacheStore;
import java.net.http.HttpResponse;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R101: in which order all that may happen to a request does, as the architecture note tells. */
class OrderTest {
  private static final String ROUTE =
      """
      package app.a;
      import dev.trestle.*;
      import dev.trestle.policy.*;
      @Cors(origins = "https://app.example") @BodyLimit(bytes = 5)
      public final class Route {
        public static Response GET(After after, StringBuffer steps) {
          after.run(() -> steps.append("task "));
          steps.append("function ");
          return Response.stream("text/plain", out -> steps.append("writer "));
        }
        @RateLimit(requests = 1, seconds = 3600)
        public static String POST(Request request, StringBuffer steps) {
          String body = request.text();
          steps.append("function ");
          return body;
        }
        record Text(String text) {}
        public static void PUT(Text body, StringBuffer steps) {
          steps.append("function ");
        }
        @Timeout(millis = 100)
        public static void DELETE(StringBuffer steps) {
          steps.append("function ");
        }
      }
      """;

  private static final String CACHED =
      """
      package app.kept;
      import java.util.concurrent.atomic.AtomicInteger;
      public final class Route {
        private static final AtomicInteger RUNS = new AtomicInteger();
        @dev.trestle.policy.Cached(seconds = 60)
        public static int GET() { return RUNS.incrementAndGet(); }
      }
      """;

  private static final class Unbounded implements CacheStore {
    @Override
    public <K, V> ConcurrentMap<K, V> open(ToIntFunction<V> weight) {
      return new ConcurrentHashMap<>();
    }
  }

  private final StringBuffer steps = new StringBuffer();

  @RegisterExtension
  final Served app =
      Served.with(
          builder ->
              builder
                  .provide(StringBuffer.class, steps)
                  .cache(new Unbounded())
                  .javalin(config -> {
                    config.routes.before(context -> steps.append("before "));
                    config.routes.beforeMatched(context -> steps.append("beforeMatched "));
                    config.routes.afterMatched(context -> steps.append("afterMatched "));
                    config.routes.after(context -> steps.append("after "));
                    config.routes.get("/theirs", context -> steps.append("theirs "));
                  }),
          "@dev.trestle.AppRoot(provides = StringBuffer.class)\npackage app;\n",
          middleware("app", "outer"),
          middleware("app.a", "inner"),
          ROUTE,
          CACHED);

  private static String middleware(String packageName, String name) {
    return """
    package %s;
    import dev.trestle.*;
    public final class Middleware {
      public static Response around(Next next, Request request, StringBuffer steps)
          throws Exception {
        steps.append("%s( ");
        try {
          if (request.header("X-Wait").isPresent()) {
            new java.util.concurrent.CountDownLatch(1).await();
          }
          return next.proceed();
        } finally {
          steps.append(") ");
        }
      }
    }
    """
        .formatted(packageName, name);
  }

  /** What has happened since this was asked last. */
  private String steps() {
    String happened = steps.toString().strip();
    steps.setLength(0);
    return happened;
  }

  @Test
  void everythingHasItsPlace() throws Exception {
    app.send("GET", "/a");
    app.close(); // Waits for the task.

    assertThat(steps())
        .isEqualTo(
            "before beforeMatched outer( inner( function ) ) afterMatched after writer task");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, //a, 308",
    "POST, /a/, 308",
    "PATCH, /a, 405",
    "OPTIONS, /a, 204",
    "GET, /nowhere, 404",
  })
  void whatNoFunctionAnswersIsAnsweredBetweenTheOwnersHandlers(
      String method, String path, int status) throws Exception {
    assertThat(app.send(method, path).statusCode()).isEqualTo(status);
    assertThat(steps()).isEqualTo("before after");
  }

  @Test
  void aPathOfNoRouteIsTheOwners() throws Exception {
    app.send("GET", "/theirs");

    assertThat(steps()).isEqualTo("before beforeMatched theirs afterMatched after");
  }

  @Test
  void theRateComesBeforeMiddlewareAndBodyAndAfterWhoMayReadIt() throws Exception {
    String[] origin = {"Origin", "https://app.example"};
    assertThat(app.sendBody("POST", "/a", "five.", origin).statusCode()).isEqualTo(200);
    assertThat(steps())
        .isEqualTo("before beforeMatched outer( inner( function ) ) afterMatched after");

    HttpResponse<String> refused = app.sendBody("POST", "/a", "too long", origin);

    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    assertThat(steps()).isEqualTo("before beforeMatched afterMatched after");
  }

  @Test
  void aPreflightUsesUpNoRate() throws Exception {
    String[] preflight = {"Origin", "https://app.example", "Access-Control-Request-Method", "POST"};
    for (int i = 0; i < 3; i++) {
      HttpResponse<String> answer = app.send("OPTIONS", "/a", preflight);

      assertThat(answer.statusCode()).isEqualTo(204);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isPresent();
    }
    assertThat(app.sendBody("POST", "/a", "five.").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"too long, 413", "{, 400"})
  void theBodyIsReadAndRefusedWithinMiddleware(String body, int status) throws Exception {
    assertThat(app.sendBody("PUT", "/a", body, "Content-Type", "application/json").statusCode())
        .isEqualTo(status);
    assertThat(steps()).isEqualTo("before beforeMatched outer( inner( ) ) afterMatched after");
  }

  @Test
  void theTimeCountsFromBeforeMiddleware() throws Exception {
    assertThat(app.send("DELETE", "/a", "X-Wait", "yes").statusCode()).isEqualTo(503);
    assertThat(steps()).isEqualTo("before beforeMatched outer( ) afterMatched after");
  }

  @Test
  void whatIsKeptIsGivenWithinMiddleware() throws Exception {
    assertThat(app.send("GET", "/kept").headers().firstValue("X-Cache")).contains("MISS");
    steps();
    HttpResponse<String> hit = app.send("GET", "/kept");

    assertThat(hit.headers().firstValue("X-Cache")).contains("HIT");
    assertThat(hit.body()).isEqualTo("1");
    assertThat(steps()).isEqualTo("before beforeMatched outer( ) afterMatched after");
  }
}
