package dev.trestle.processor;

import static dev.trestle.processor.Compilation.ROOT;
import static dev.trestle.processor.Compilation.route;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R1, R7 to R11: a folder of routes, asked by a client. */
class FoldersServedTest {
  @RegisterExtension
  static final Served app =
      Served.with(
          UnaryOperator.identity(),
          ROOT,
          route("app.grp.grouped"),
          spelled("app.grp", ""),
          route("app.under"),
          spelled("app.under", "_under"),
          route("app.dash"),
          spelled("app.dash", "dash-[x]"),
          route("app.robots"),
          spelled("app.robots", "robots.txt"),
          route("app.well_known.thing"),
          spelled("app.well_known", ".well-known"),
          route("app.UPPER"),
          """
          package app.opt.___all;
          public final class Route {
            public static java.util.List<String> GET(java.util.List<String> all) { return all; }
          }
          """,
          """
          package app.parts.inner;
          public final class Helper {
            public static String GET() { return "never"; }
          }
          """);

  private static String spelled(String packageName, String segment) {
    return "@dev.trestle.Segment(\"%s\")\npackage %s;\n".formatted(segment, packageName);
  }

  @ParameterizedTest
  @CsvSource({
    "/grouped, 200", // R8
    "/(grp)/grouped, 404",
    "/grp/grouped, 404",
    "/_under, 200", // R9
    "/under, 404",
    "/%5Funder, 200", // R18 goes before: no escape sidesteps a folder.
    "/parts/inner, 404",
    "/parts/inner/Helper, 404",
    "/dash-%5Bx%5D, 200", // R10
    "/dash-5, 404",
    "/robots.txt, 200", // R11
    "/robots, 404",
    "/.well-known/thing, 200",
    "/UPPER, 200",
    "/upper, 404",
  })
  void aUrlIsThatOfItsFolderAndNoOther(String path, int status) throws Exception {
    assertThat(app.send("GET", path).statusCode()).isEqualTo(status);
  }

  @Test
  void anOptionalCatchAllHasNoSegmentOrSome() throws Exception { // R7
    assertThat(app.send("GET", "/opt").body()).isEqualTo("[]");
    assertThat(app.send("GET", "/opt/1/2").body()).isEqualTo("[\"1\",\"2\"]");
  }
}
