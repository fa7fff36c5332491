package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions say that they read is checked where it is written. */
class TakesTest {
  private static final String ROUTE =
      """
      package app.a;
      import dev.trestle.*;
      public final class Route {
        %s
        public static int POST(%s) { return 1; }
      }
      """;

  @RegisterExtension final Compilation compilation = new Compilation();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "@Takes(header = \"X-Key\") @Takes(header = \"X-Other\") | Request request",
        "@Takes(cookie = \"__Host-session\", required = true)   | Cookies cookies",
        "@Takes(header = \"token\") @Takes(cookie = \"token\")   | io.javalin.http.Context context",
      })
  void whatIsReadByTheFunctionIsSaidBesideIt(String takes, String parameter) {
    assertThat(compilation.compileApp(ROUTE.formatted(takes, parameter)).messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "@Takes                                      | Request r"
            + " | @Takes names one header or one cookie; write header = \"…\" or cookie = \"…\".",
        "@Takes(header = \"a\", cookie = \"b\")          | Request r"
            + " | @Takes names one header or one cookie; write two of them.",
        "@Takes(header = \"X Key\")                    | Request r"
            + " | \"X Key\" is no name of a header: leave out spaces, colons and what is not ASCII.",
        "@Takes(cookie = \"größe\")                    | Request r"
            + " | \"größe\" is no name of a cookie: leave out spaces, colons and what is not ASCII.",
        "@Takes(header = \"accept\")                   | Request r"
            + " | OpenAPI describes accept in another way: the media types of answers tell of it, like"
            + " @Answer(type = \"text/csv\").",
        "@Takes(header = \"Cookie\")                   | Request r"
            + " | OpenAPI describes Cookie in another way: name the cookie, like @Takes(cookie ="
            + " \"session\").",
        "@Takes(header = \"a\") @Takes(header = \"A\")   | Request r"
            + " | The header A is there twice; take one away.",
        "@Takes(cookie = \"a\")                        | After a"
            + " | 'POST' reads no cookie: declare a Request or Cookies, or take @Takes away.",
      })
  void whatCannotBeIsAnErrorAtTheAnnotation(String takes, String parameter, String message) {
    compilation.compileApp(ROUTE.formatted(takes, parameter));

    // Of several annotations the compiler points at the function.
    assertThat(compilation.messages())
        .containsExactly((takes.contains(") @") ? "5: " : "4: ") + message);
  }

  @Test
  void elsewhereItTellsNothing() {
    compilation.compileApp(
        Compilation.route("app.b"),
        """
        package app;
        import dev.trestle.*;
        public final class Helper {
          @Takes(header = "a")
          public static int of(Request request) { return 1; }
        }
        """);

    assertThat(compilation.messages())
        .containsExactly(
            "4: @Takes tells nothing here: write it on a function of a Route, or on a method of a"
                + " Middleware, in or below the package with @AppRoot.");
  }
}
