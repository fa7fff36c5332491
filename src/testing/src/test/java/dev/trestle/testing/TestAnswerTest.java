package dev.trestle.testing;

import static dev.trestle.Verb.DELETE;
import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static dev.trestle.Verb.PUT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Cookie;
import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a test can say of an answer, and what it reads when that is not so. */
class TestAnswerTest {
  record Thing(int id, String name) {}

  @RegisterExtension
  static final TestApp app =
      TestApp.of(TestDatabase.migrated("classpath:db/migration"), TestAnswerTest::builder);

  private static TrestleBuilder builder() {
    RouteDefinition things =
        RouteDefinition.at("/things", "Things")
            .on(
                GET,
                call -> {
                  call.db().fetch("select 1");
                  call.db().fetch("select 2");
                  return Response.json(List.of(new Thing(1, "one"), new Thing(2, "two")));
                })
            .on(
                POST,
                call -> {
                  Thing thing = call.body(Thing.class);
                  call.cookies().set(Cookie.of("last", thing.name()).maxAge(Duration.ofDays(1)));
                  call.after().run(() -> call.db().fetch("select 3"));
                  return Response.json(201, thing);
                })
            .on(
                PUT,
                call -> {
                  call.after()
                      .run(() -> {
                        throw new IllegalStateException("not told");
                      });
                  return Response.noContent();
                })
            .on(
                DELETE,
                call -> {
                  call.after().run(() -> call.db().fetch("select 4"));
                  throw new IllegalArgumentException("broken");
                });
    RouteDefinition none =
        RouteDefinition.at("/none", "None")
            .on(
                GET,
                call -> {
                  throw HttpError.notFound("No thing").withField("id", "is none");
                });
    return Trestle.of(() -> List.of(things, none));
  }

  @Test
  void whatIsAsExpectedIsGivenOn() {
    app.call(GET, "/things")
        .expect(200)
        .expectHeader("content-type", "application/json")
        .expectNoHeader("Set-Cookie")
        .expectJson("/0/name", "one")
        .expectJson("", List.of(Map.of("name", "one", "id", 1), new Thing(2, "two")))
        .expectStatements(2)
        .expectStatements("select 1", "select 2")
        .expectNoCookies()
        .expectTasks(0);
    app.call(GET, "/none").expectError(404, "No thing").expectJson("/fields/id", "is none");
    assertThat(app.call(POST, "/things", new Thing(3, "three")).json(Thing.class))
        .isEqualTo(new Thing(3, "three"));
  }

  @Test
  void whatIsNotIsToldWithTheRequestTheAnswerAndItsStatements() {
    TestAnswer answer =
        app.call(POST, "/things", it -> it.header("X-Is", "1").json(new Thing(3, "x")))
            .expectTasks(1);

    assertThatThrownBy(() -> answer.expect(200))
        .isInstanceOf(AssertionError.class)
        .message()
        .matches(
            """
            Expected status 200, but it was 201\\.
            > POST /things
            > X-Is: 1
            > \\{"id":3,"name":"x"}
            < 201
            (< .+\n)+\
            < \\{"id":3,"name":"x"}
            statements after the answer:
              1\\. select 3 .*\
            """);
    assertThatThrownBy(() -> app.call(GET, "/things").expectStatements(1))
        .hasMessageStartingWith("Expected 1 statements, but it was 2.")
        .hasMessageMatching(
            "(?s).*statements:\n  1\\. select 1 \\(1 rows\\) at dev.trestle.testing.TestAnswerTest"
                + "\\.lambda.*\\(TestAnswerTest.java:\\d+\\)\n  2\\. select 2 .*");
  }

  @Test
  void eachExpectationCanFail() {
    TestAnswer answer = app.call(GET, "/things");
    List<Runnable> wrong =
        List.of(
            () -> answer.expect(404),
            () -> answer.expectHeader("Content-Type", "text/html"),
            () -> answer.expectNoHeader("Content-Type"),
            () -> answer.expectText("[]"),
            () -> answer.expectJson("/0/name", "two"),
            () -> answer.expectJson("/0/missing", null),
            () -> answer.expectError(404, "No thing"),
            () -> answer.expectStatements(3),
            () -> answer.expectStatements("select 2", "select 1"),
            () -> answer.expectStatements("select 1"),
            () -> answer.expectTasks(1),
            () -> answer.cookie("last"),
            () -> answer.json(Thing.class),
            () -> app.call(PUT, "/things").json(),
            () -> app.call(POST, "/things", new Thing(1, "x")).expectNoCookies());

    List<Integer> passed = new ArrayList<>();
    for (int i = 0; i < wrong.size(); i++) {
      try {
        wrong.get(i).run();
        passed.add(i);
      } catch (AssertionError expected) {
        assertThat(expected.getMessage()).startsWith("Expected ").contains("\n> ", "\n< ");
      }
    }
    assertThat(passed).isEmpty();
  }

  @Test
  void whatAnUnexpectedErrorCameFromIsTheCause() {
    TestAnswer answer = app.call(DELETE, "/things");

    assertThat(answer.failure()).containsInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> answer.expect(200))
        .hasMessageContaining("failed with java.lang.IllegalArgumentException: broken")
        .hasRootCauseMessage("broken");
  }

  @Test
  void tasksAfterTheAnswerAreWaitedForAndThoseOfAFailedFunctionDoNotRun() {
    app.call(POST, "/things", new Thing(3, "x")).expectStatements(0).expectTasks(1);
    app.call(DELETE, "/things").expect(500).expectTasks(0);

    TestAnswer failing = app.call(PUT, "/things").expect(204);
    assertThat(failing.failedTasks())
        .singleElement()
        .hasToString("java.lang.IllegalStateException: not told");
    assertThatThrownBy(() -> failing.expectTasks(1))
        .hasMessageStartingWith("Expected 1 tasks after the answer, but it was 1, of which 1")
        .hasRootCauseMessage("not told");
  }

  @Test
  void aCookieHasItsAttributes() {
    AnswerCookie cookie = app.call(POST, "/things", new Thing(1, "a b")).cookie("last");

    assertThat(cookie.value()).isEqualTo("a%20b");
    assertThat(cookie.maxAge()).contains(Duration.ofDays(1));
    assertThat(cookie.path()).isEqualTo("/");
    assertThat(cookie.has("httponly")).isTrue();
    assertThat(cookie.attribute("samesite")).contains("Lax");
    assertThat(cookie.isDeleted()).isFalse();
    assertThat(AnswerCookie.parse("last=; Path=/; Max-Age=0").isDeleted()).isTrue();
  }

  @Test
  void whatCannotBeSentIsRefused() {
    assertThatThrownBy(() -> TestRequest.of(GET, "/a b"))
        .hasMessage("'GET /a b' is no request line; encode its path and its query string");
    assertThatThrownBy(() -> TestRequest.of(GET, "/").header("X-A", "b\r\nX-C: d"))
        .hasMessage("The header 'X-A' has a line break in it");
    assertThat(TestRequest.of(GET, "/x").query("a", "b & c").query("d", 1))
        .hasToString("GET /x?a=b+%26+c&d=1");
  }
}
