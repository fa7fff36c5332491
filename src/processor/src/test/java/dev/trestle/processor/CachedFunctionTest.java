package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Functions whose answers are kept. */
class CachedFunctionTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void theReadmesCachedRouteCompiles() {
    compilation.compileApp(
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
    compilation.compileApp(
        """
        package app.posts._id;
        @dev.trestle.policy.Cached(seconds = 60, tags = {"posts", "a\\"b"})
        public final class Route {
          record Paging(java.util.Optional<Integer> page, java.util.Optional<String> sort) {}
          public static String GET(
              org.jooq.DSLContext db, int id, Paging paging, dev.trestle.After after) {
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
            "Response.json(Route.GET(call.db(), call.variable(\"id\", Parser.INTEGER), getPaging(call), call.after()))",
            "Route.DELETE(call.request(), call.cache());");
    assertThat(compilation.generated("app.Routes"))
        .contains(
            "Verb.GET, Policy.none().withCaching(dev.trestle.spi.Caching.of(60L, -1L, \"posts\","
                + " \"a\\\"b\"))")
        .doesNotContain("Verb.DELETE, Policy");
  }
}
