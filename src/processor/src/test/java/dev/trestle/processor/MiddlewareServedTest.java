package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Failure;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R51, R59, R83, R102, R107: what middleware does to an answer, as a client sees it. */
class MiddlewareServedTest {
  private static final Queue<Failure> FAILURES = new ConcurrentLinkedQueue<>();

  @RegisterExtension
  static final Served app =
      Served.with(
          builder -> builder.onFailure(FAILURES::add),
          """
          @dev.trestle.AppRoot @dev.trestle.policy.BodyLimit(bytes = 10)
          package app;
          """,
          """
          package app;
          import dev.trestle.*;
          public final class Middleware {
            public record Visit(String over) {}
            public static Response around(Next next, Request request) throws Exception {
              return switch (request.header("X-Do").orElse("")) {
                case "null" -> null;
                case "redirect" -> Response.redirect("/x");
                case "throw" -> throw new IllegalStateException("secret");
                case "late" -> {
                  next.proceed();
                  throw new IllegalStateException("secret");
                }
                case "read" -> {
                  request.bytes();
                  yield next.proceed();
                }
                default -> next.proceed().withDefaultHeader("X-A", "middleware")
                    .withHeader("X-B", "middleware");
              };
            }
            public static Visit visit(Cookies cookies) {
              cookies.set(Cookie.of("over", "middleware"));
              cookies.set(Cookie.of("outer", "1"));
              return new Visit(cookies.get("over").orElseThrow());
            }
          }
          """,
          """
          package app.a;
          import dev.trestle.*;
          public final class Route {
            public static Response GET(Cookies cookies, app.Middleware.Visit visit) {
              String seen = cookies.get("over").orElse("nothing");
              cookies.set(Cookie.of("over", "function"));
              return Response.text(seen + " " + visit.over() + " " + cookies.get("over").orElse(""))
                  .withHeader("X-A", "function").withHeader("X-B", "function");
            }
            public static String POST(Request request) { return request.text(); }
            public static void PUT(Cookies cookies) { cookies.delete("over"); }
          }
          """);

  @BeforeEach
  void forget() {
    FAILURES.clear();
  }

  private static List<String> cookies(HttpResponse<String> answer) {
    return answer.headers().allValues("Set-Cookie").stream()
        .map(line -> line.split(";")[0])
        .toList();
  }

  @Test
  void aCookieOfMiddlewareIsReadAndSetAnewByTheFunctionAndSentOnce() throws Exception { // R107
    HttpResponse<String> answer = app.send("GET", "/a", "Cookie", "over=client");

    assertThat(answer.body()).isEqualTo("middleware middleware function");
    assertThat(cookies(answer)).containsExactly("outer=1", "over=function");
  }

  @Test
  void aCookieOfMiddlewareThatTheFunctionDeletesIsSentOnceAsDeleted() throws Exception { // R107
    HttpResponse<String> answer = app.send("PUT", "/a");

    assertThat(cookies(answer)).containsExactly("outer=1", "over=");
    assertThat(answer.headers().allValues("Set-Cookie").getLast()).contains("Max-Age=0");
  }

  @Test
  void aDefaultGivesWayToTheFunctionAndAnOverrideDoesNot() throws Exception { // R59
    HttpResponse<String> answer = app.send("GET", "/a");

    assertThat(answer.headers().allValues("X-A")).containsExactly("function");
    assertThat(answer.headers().allValues("X-B")).containsExactly("middleware");
  }

  @Test
  void aRedirectIsRelativeAndTemporary() throws Exception { // R102
    HttpResponse<String> answer = app.send("GET", "/a", "X-Do", "redirect");

    assertThat(answer.statusCode()).isEqualTo(307);
    assertThat(answer.headers().firstValue("Location")).contains("/x");
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest // R83, R102
  @CsvSource({"null", "throw", "late"})
  void aFailureOfMiddlewareIsAnsweredWithoutDetailsAndToldOfOnce(String what) throws Exception {
    HttpResponse<String> answer = app.send("GET", "/a?q=1", "X-Do", what, "X-Request-Id", "r1");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body())
        .isEqualTo("{\"error\":\"Internal server error\",\"requestId\":\"r1\"}");
    assertThat(cookies(answer)).isEmpty();
    assertThat(FAILURES)
        .singleElement()
        .satisfies(failure -> {
          assertThat(failure.path()).isEqualTo("/a?q=1");
          assertThat(failure.route()).contains("/a");
          assertThat(failure.headers()).containsEntry("x-do", List.of(what));
        });
  }

  @Test
  void aBodyThatMiddlewareReadsIsWholeOrRefused() throws Exception { // R51
    assertThat(app.sendBody("POST", "/a", "ten bytes.", "X-Do", "read").body())
        .isEqualTo("\"ten bytes.\"");
    assertThat(app.sendBody("POST", "/a", "eleven byte", "X-Do", "read").statusCode())
        .isEqualTo(413);
    assertThat(FAILURES).isEmpty();
  }
}
