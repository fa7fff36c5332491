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
  void theReadmesRouteOverCachedDataCompiles() {
    compilation.compileApp(
        """
        package app.authors._id;
        import static org.jooq.impl.DSL.*;
        import dev.trestle.*;
        import java.util.UUID;
        import org.jooq.DSLContext;
        public final class Route {
          record Stats(int posts) {}

          private static final CachedFunction<UUID, Stats> STATS =
              CachedFunction.of(Route::count).seconds(60).tags("posts");

          private static Stats count(UUID author, DSLContext db) {
            return new Stats(db.fetchCount(table("posts"), field("author_id").eq(author)));
          }

          public static Stats GET(UUID id, DataCache data) {
            return data.get(STATS, id);
          }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.authors._id.RouteBinding"))
        .contains("Route.GET(call.variable(\"id\", Parser.UUID), call.data())", ".readingData()");
  }

  @Test
  void aCachedFunctionMayReadDataButNotInvalidateIt() {
    compilation.compileApp(
        """
        package app.a;
        @dev.trestle.policy.Cached
        public final class Route {
          public static String GET(dev.trestle.DataCache data) { return "x"; }
        }
        """,
        """
        package app.b;
        @dev.trestle.policy.Cached
        public final class Route {
          public static String GET(dev.trestle.DataCache data, dev.trestle.Cache cache) { return "x"; }
        }
        """);

    assertThat(compilation.messages())
        .singleElement()
        .asString()
        .contains("'cache' may differ from client to client");
  }

  @Test
  void middlewareThatReadsDataIsToldOf() {
    compilation.compileApp(
        """
        package app.a;
        public final class Route {
          public static void GET() {}
        }
        """,
        """
        package app;
        public final class Middleware {
          public static dev.trestle.Response around(dev.trestle.Next next, dev.trestle.DataCache data)
              throws Exception {
            return next.proceed();
          }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.a.RouteBinding")).contains(".readingData()");
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
