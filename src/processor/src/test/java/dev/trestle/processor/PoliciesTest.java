package dev.trestle.processor;

import static dev.trestle.processor.Compilation.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Verb;
import dev.trestle.spi.CrossOrigin;
import dev.trestle.spi.Policy;
import dev.trestle.spi.Rate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Annotations become data of the route table, or an error where they are written. */
class PoliciesTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  @Test
  void theInnermostAnnotationOfAKindCounts() {
    compilation.compile(
        """
        @dev.trestle.AppRoot @Timeout(seconds = 30) @BodyLimit(bytes = 1)
        package app;
        import dev.trestle.policy.*;
        """,
        "@dev.trestle.policy.BodyLimit(bytes = 2)\npackage app.a;\n",
        """
        package app.a.b;
        import dev.trestle.policy.*;
        @BodyLimit(bytes = 3)
        public final class Route {
          @BodyLimit(bytes = 4 << 20) @Timeout(millis = 1500)
          public static void POST() {}
          public static void GET() {}
        }
        """,
        "package app.a.c;\npublic final class Route { public static void GET() {} }",
        "package app.d;\npublic final class Route { public static void GET() {} }");

    assertThat(compilation.messages()).isEmpty();
    Policy half = Policy.none().withTimeout(Duration.ofSeconds(30));
    assertThat(policy("/a/b", Verb.POST))
        .isEqualTo(Policy.none().withTimeout(Duration.ofMillis(1500)).withBodyLimit(4 << 20));
    assertThat(policy("/a/b", Verb.GET)).isEqualTo(half.withBodyLimit(3));
    assertThat(policy("/a/c", Verb.GET)).isEqualTo(half.withBodyLimit(2));
    assertThat(policy("/d", Verb.GET)).isEqualTo(half.withBodyLimit(1));
  }

  @Test
  void theTableSaysWhatEachFunctionIsHeldTo() {
    compilation.compileApp(
        """
        package app.a;
        public final class Route {
          @dev.trestle.policy.Timeout(seconds = 5)
          public static void GET() {}
          public static void POST() {}
        }
        """);

    assertThat(compilation.generated("app.Routes"))
        .contains(
            """
                    app.a.RouteBinding.at("/a")
                        .with(Verb.GET, Policy.none().withTimeout(Duration.ofSeconds(5))));
            """);
  }

  @Test
  void everyPolicyIsWrittenAsData() {
    compilation.compileApp(
        """
        package app.a;
        import dev.trestle.policy.*;
        import static dev.trestle.policy.Threads.Kind.PLATFORM;
        @RateLimit(requests = 5, seconds = 60)
        public final class Route {
          @Cors(origins = "https://app.example", credentials = true)
          public static void GET() {}
          @Cors(origins = {}) @Threads(PLATFORM) @RateLimit(requests = 9, seconds = 1, by = RateLimit.By.ALL)
          public static void POST() {}
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(policy("/a", Verb.GET))
        .isEqualTo(
            Policy.none()
                .withCors(
                    new CrossOrigin(
                        List.of("https://app.example"),
                        List.of("Content-Type"),
                        List.of(),
                        true,
                        Duration.ofMinutes(10)))
                .withRate(new Rate("app.a.Route", 5, Duration.ofMinutes(1), true)));
    assertThat(policy("/a", Verb.POST).cors().orElseThrow().origins()).isEmpty();
    assertThat(policy("/a", Verb.POST).platform()).isTrue();
    assertThat(policy("/a", Verb.POST).rate())
        .contains(new Rate("app.a.Route.POST", 9, Duration.ofSeconds(1), false));
  }

  @Test
  void aPackageCompiledAloneOrBeforeCountsForTheRoutesBelow() {
    String route = "package app.a.b;\npublic final class Route { public static void GET() {} }";
    compilation.compileApp(route);
    compilation.compile("@dev.trestle.policy.BodyLimit(bytes = 7)\npackage app.a;\n");

    assertThat(compilation.messages()).isEmpty();
    assertThat(policy("/a/b", Verb.GET)).isEqualTo(Policy.none().withBodyLimit(7));

    compilation.compile(route);
    assertThat(policy("/a/b", Verb.GET)).isEqualTo(Policy.none().withBodyLimit(7));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@BodyLimit(bytes = -1) | bytes is -1; it must be from 0 to 1099511627776.",
        "@Timeout | @Timeout has seconds = 0 and millis = 0; one of them is more than 0: write"
            + " seconds = 5, or millis = 500.",
        "@Timeout(seconds = 1, millis = 1) | @Timeout has seconds = 1 and millis = 1; one of them is more than 0: write"
            + " seconds = 5, or millis = 500.",
        "@RateLimit(requests = 0, seconds = 1) | requests is 0; it must be from 1 to 1000000.",
        "@RateLimit(requests = 1, seconds = 0) | seconds is 0; it must be from 1 to 86400.",
        "@Cors(origins = `*`, credentials = true) | With credentials any page could read what your users"
            + " may see: name the origins in place of `*`, or leave out credentials.",
        "@Cors(origins = `null`, credentials = true) | With credentials `null` would let any sandboxed"
            + " page read what your users may see; take one of them away.",
        "@Cors(origins = `https://a`, headers = `*`, credentials = true) | With credentials browsers take"
            + " `*` for a header of that name; list the headers.",
        "@Cors(origins = {`*`, `https://a`}) | `*` allows all origins; leave out the others, or `*`.",
        "@Cors(origins = `https://a/`) | `https://a/` is no origin: write scheme and host in lower case,"
            + " like `https://app.example`, `http://localhost:5173` or `https://*.example.com`, without"
            + " a path or a slash at the end.",
        "@Cors(origins = `https://a:443`) | Browsers leave out the port of `https://a:443`; write"
            + " `https://a`.",
        "@Cors(origins = `https://a`, exposed = `X Y`) | `X Y` is not the name of a header.",
        "@Cors(origins = `https://a`, maxAge = -1) | maxAge is -1; it must be from 0 to 86400.",
        "@Cached(seconds = -2) | seconds is -2; it must be from -1 to 31536000.",
        "@Cached(tags = ` `) | A tag is a name, like `posts`; this one is blank.",
        "@Timeout(seconds = 86401) | seconds is 86401; it must be from 0 to 86400.",
      })
  void aValueThatCannotBeIsAnErrorAtTheAnnotation(String quoted, String expected) {
    String annotation = quoted.replace('`', '"');
    String message = expected.replace('`', '"');
    String imports = "import dev.trestle.policy.*;\n";
    for (String source :
        List.of(
            "package app.a;\n"
                + imports
                + annotation
                + "\npublic final class Route { public static"
                + " void GET() {} }",
            "package app.a;\n"
                + imports
                + "public final class Route {\n"
                + annotation
                + " public static void GET() {} }",
            annotation + "\npackage app.a;\n" + imports)) {
      assertThat(compilation.compileApp(source).messages())
          .singleElement()
          .asString()
          .matches("[134]: .*")
          .endsWith(": " + message);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.trestle.Request asked",
        "dev.trestle.Cookies asked",
        "dev.trestle.Cache asked",
        "io.javalin.http.Context asked",
        "dev.trestle.query.Cancellation asked",
        "Session asked",
      })
  void aCachedFunctionThatCouldKnowWhoAsksIsAnError(String parameter) {
    compilation.compileApp(
        """
        package app.a;
        public record Session(String user) {}
        """,
        """
        package app.a;
        public final class Middleware {
          public static Session session(dev.trestle.Request request) { return new Session("x"); }
        }
        """,
        """
        package app.a;
        @dev.trestle.policy.Cached
        public final class Route {
          public static String GET(%s) { return "x"; }
          public static void POST(dev.trestle.Request request, Session session) {}
        }
        """
            .formatted(parameter));

    assertThat(compilation.messages())
        .singleElement()
        .asString()
        .endsWith(
            "'asked' may differ from client to client, but the answer of a @Cached function is given"
                + " to all of them. It takes a DSLContext, a DataCache, an After, an InstantSource, path variables and a record of"
                + " the query string; leave this to middleware, or write @Cached(seconds = 0).");
  }

  @Test
  void aFunctionOfACachedPackageMayBeLeftOut() {
    compilation.compile(
        "@dev.trestle.policy.Cached(seconds = 5)\npackage app.a;\n",
        ROOT,
        """
        package app.a;
        public final class Route {
          @dev.trestle.policy.Cached(seconds = 0)
          public static String GET(dev.trestle.Request request) { return "x"; }
        }
        """);

    assertThat(compilation.messages()).isEmpty();
    assertThat(policy("/a", Verb.GET).caching()).isEmpty();
  }

  @Test
  void cachingIsForGetOnly() {
    compilation.compileApp(
        """
        package app.a;
        public final class Route {
          @dev.trestle.policy.Cached public static void POST() {}
        }
        """);

    assertThat(compilation.messages())
        .singleElement()
        .asString()
        .endsWith("@Cached holds for nothing here: it is about GET functions; take it away.");
  }

  @Test
  void aRouteThatWasCompiledBeforeIsCachedByItsPackage() {
    compilation.compileApp(
        "package app.a;\npublic final class Route { public static void GET() {} }");
    compilation.compile("@dev.trestle.policy.Cached(seconds = 5)\npackage app.a;\n");

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.a.RouteBinding")).contains("call.cached(");
  }

  @Test
  void anAnnotationThatHoldsForNothingIsAnError() {
    String message =
        "@BodyLimit holds for nothing here: write it on a function of a Route, on a Route, or on a"
            + " package in or below that with @AppRoot.";
    String limit = "@dev.trestle.policy.BodyLimit(bytes = 1)\n";

    assertThat(
            compilation
                .compileApp(
                    limit + "package other;",
                    "package app.a;\n" + limit + "class Helper {}",
                    "package other;\n" + limit + "class Route { public static void GET() {} }",
                    "package app.b;\npublic final class Route { public static void GET() {}\n"
                        + limit
                        + " private static void help() { help(); } }")
                .messages())
        .containsExactly("1: " + message, "2: " + message, "2: " + message, "3: " + message);
  }

  private Policy policy(String url, Verb verb) {
    return compilation.table("app.Routes").routes().stream()
        .filter(route -> route.template().equals(url))
        .findFirst()
        .orElseThrow()
        .policies()
        .getOrDefault(verb, Policy.none());
  }
}
