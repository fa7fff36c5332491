package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What functions say of their answers is checked where it is written. */
class AnswerTest {
  private static final String ROUTE =
      """
      package app.a;
      import dev.trestle.*;
      public final class Route {
        record User(String name) {}
        record Page<T>(T of) {}
        %s
        public static %s
      }
      """;

  @RegisterExtension final Compilation compilation = new Compilation();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Answer(status = 201, body = User.class)                         | Response POST() { return null; }",
        "@Answer(body = {User.class, User[].class}) @Answer(status = 304) | Response GET() { return null; }",
        "@Answer(type = \"text/csv;header=present\") @Answer(type = \"a/b\") | Response GET() { return null; }",
        "@Answer(status = 409) @Answer(status = 303)                      | User GET() { return null; }",
        "@Answer(description = \"Who asks.\")                             | User GET() { return null; }",
        "@Answer(status = 204, description = \"It is gone.\")             | void DELETE() {}",
        "@Answer(headers = {\"Link\", \"X-A: what it is\"})           | User GET() { return null; }",
        "@Answer(status = 204, headers = \"Set-Cookie\")               | void DELETE() {}",
        "@Answer(body = User.class)          | java.util.Optional<Response> GET() { return null; }",
      })
  void whatTheSignatureDoesNotTellIsSaidBesideIt(String answers, String function) {
    compilation.compileApp(ROUTE.formatted(answers, function));

    assertThat(compilation.messages()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Answer(status = 99)                         | Response GET() { return null; }"
            + " | status is 99; it must be from 200 to 599.",
        "@Answer(status = 304, body = User.class)     | Response GET() { return null; }"
            + " | An answer with 304 has no body; take body and type away.",
        "@Answer(type = \"csv\")                      | Response GET() { return null; }"
            + " | The type \"csv\" is no media type, like \"text/csv\".",
        "@Answer(body = User.class) @Answer(status = 200) | Response GET() { return null; }"
            + " | The answer 200 is there twice. What its body may be is one annotation, body ="
            + " {One.class, Other.class}; bodies of several media types have a type each.",
        "@Answer(body = Page.class)                   | Response GET() { return null; }"
            + " | Page.class does not tell what is in it; a list is an array, like User[].class,"
            + " anything else a record of its own.",
        "@Answer(body = void.class)                   | Response GET() { return null; }"
            + " | void.class is no body; take it away.",
        "@Answer(body = Response.class)               | Response GET() { return null; }"
            + " | Response.class does not tell what the body is; write what is made JSON of.",
        "@Answer(status = 201)                        | User POST() { return null; }"
            + " | POST returns a app.a.Route.User, so it answers 200 and not 201; return a Response,"
            + " or take this away.",
        "@Answer(body = String.class)                 | User GET() { return null; }"
            + " | GET returns a app.a.Route.User, which is the body of its 200; take body and type"
            + " away, or return a Response.",
        "@Answer(headers = \"Where it is\")            | User GET() { return null; }"
            + " | The header \"Where it is\" has no name: write one, like \"Location\", or"
            + " \"Location: where it is\".",
        "@Answer(headers = {\"Link\", \"link: a\"})      | User GET() { return null; }"
            + " | The header link is there twice; take one away.",
        "@Answer(headers = \"content-type\")           | User GET() { return null; }"
            + " | Content-Type is the type of the answer; write type = \"…\" in its place.",
        "@Answer                                      | void GET() {}"
            + " | GET is void, so it answers 204 and not 200; return a Response, or take this away.",
      })
  void whatCannotBeIsAnErrorAtTheAnnotation(String answers, String function, String message) {
    compilation.compileApp(ROUTE.formatted(answers, function));

    // Of several annotations the compiler points at the function.
    assertThat(compilation.messages())
        .containsExactly((answers.contains(") @") ? "7: " : "6: ") + message);
  }

  @Test
  void aMiddlewareTellsWhatItRefuses() {
    compilation.compileApp(
        """
        package app;
        import dev.trestle.*;
        public final class Middleware {
          public record User(String name) {}
          @Answer(status = 401)
          public static User user() { throw HttpError.unauthorized("Who are you?"); }
        }
        """,
        Compilation.route("app.a"));

    assertThat(compilation.messages()).isEmpty();
  }

  @Test
  void elsewhereItTellsNothing() {
    compilation.compileApp(
        """
        package app.a;
        import dev.trestle.*;
        public final class Route {
          public static int GET() { return count(); }
          @Answer
          private static int count() { return 1; }
        }
        """);

    assertThat(compilation.messages())
        .containsExactly(
            "5: @Answer tells nothing here: write it on a function of a Route, or on a method of a"
                + " Middleware, in or below the package with @AppRoot.");
  }
}
