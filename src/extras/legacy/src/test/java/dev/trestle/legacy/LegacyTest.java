package dev.trestle.legacy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Trestle;
import dev.trestle.legacy.app.Routes;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import dev.trestle.testing.TestRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers of the older style. */
class LegacyTest {
  @RegisterExtension static final TestDatabase database = TestDatabase.migrated("classpath:legacy");

  @RegisterExtension
  static final TestApp app = TestApp.of(database, () -> Trestle.of(new Routes()));

  private static TestAnswer send(String method, String path) {
    return app.call(TestRequest.of(method, path));
  }

  private static TestAnswer send(String method, String path, String type, String body) {
    return app.call(TestRequest.of(method, path).body(type, body.getBytes(UTF_8)));
  }

  @Test
  void aPortedHandlerAnswersByItsOwnSwitch() {
    TestAnswer made = send("POST", "/api/notes", "application/json", "{\"title\":\"Milk\"}");

    assertThat(made.status()).isEqualTo(201);
    assertThat(made.text()).isEqualTo("{\"id\":1,\"title\":\"Milk\"}");
    assertThat(send("GET", "/api/notes").text()).isEqualTo("[{\"id\":1,\"title\":\"Milk\"}]");
    assertThat(send("POST", "/api/notes").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "OPTIONS"})
  void otherVerbsAreUpToTheHandler(String method) {
    TestAnswer answer = send(method, "/api/notes");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("GET, POST");
    assertThat(answer.text()).isEqualTo("Method " + method + " Not Allowed");
    assertThat(answer.header("Content-Type")).contains("text/plain;charset=utf-8");
  }

  @Test
  void aMethodThatIsNoVerbNeverReachesIt() {
    TestAnswer answer = send("PROPFIND", "/api/odd/x");

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).contains("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
  }

  @Test
  void headReachesItAndHasNoBody() {
    TestAnswer answer = send("HEAD", "/api/odd/x");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Length")).contains("6");
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void aPathVariableGoesBeforeAQueryParameter() {
    assertThat(send("GET", "/api/odd/x?id=nothing").text()).isEqualTo("GET -");
    assertThat(send("GET", "/api/files/a%2Fb/c?path=x&tag=1&tag=2").text())
        .isEqualTo(
            "[[\"a/b\",\"c\"],\"a/b/c\",[\"1\",\"2\"],false,"
                + "\"/api/files/a%2Fb/c?path=x&tag=1&tag=2\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"a\":[1]} | {\"a\":[1]}",
        "application/merge-patch+json; charset=utf-8 | [1] | [1]",
        "application/json | '' | {}",
        "application/x-www-form-urlencoded | a=1&b=x+y%26&a=2&c | {\"a\":[\"1\",\"2\"],\"b\":\"x y&\",\"c\":\"\"}",
        "text/plain | hi | \"hi\"",
        "text/plain | '' | \"\"",
      })
  void aBodyIsReadByItsType(String type, String body, String json) {
    assertThat(send("POST", "/api/odd/body", type, body).text()).isEqualTo(json);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {\"a\" | 400",
        "application/x-www-form-urlencoded | a=%zz | 400",
        "application/octet-stream | x | 415",
      })
  void aBodyThatCannotBeReadIsTheClientsFault(String type, String body, int status) {
    assertThat(send("POST", "/api/odd/body", type, body).status()).isEqualTo(status);
  }

  @Test
  void aBodyMayHaveAKnownShape() {
    assertThat(send("PUT", "/api/odd/shape", "application/json", "{\"name\":\"ada\"}").text())
        .isEqualTo("ada");
  }

  @Test
  void thePolicyOfTheHandlerHoldsForAllItsVerbs() {
    for (String method : new String[] {"POST", "PUT"}) {
      int status =
          send(method, "/api/notes", "application/json", "[" + " ".repeat(1000) + "]").status();
      assertThat(status).isEqualTo(method.equals("POST") ? 413 : 405);
    }
  }

  @Test
  void aHandlerThatReturnsWithoutAnAnswerOrAnswersTwiceIs500() {
    for (String id : new String[] {"nothing", "twice", "checked"}) {
      TestAnswer answer = send("GET", "/api/odd/" + id);

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.text()).startsWith("{\"error\":\"Internal server error\",\"requestId\":");
    }
  }

  @Test
  void aThrownErrorIsTheAnswer() {
    assertThat(send("GET", "/api/odd/thrown").text()).isEqualTo("{\"error\":\"No such thing\"}");
  }

  @Test
  void redirectsKeepTheVerbUnlessToldOtherwise() {
    assertThat(send("POST", "/api/odd/redirect").status()).isEqualTo(307);
    assertThat(send("POST", "/api/odd/moved").status()).isEqualTo(308);
    assertThat(send("POST", "/api/odd/moved").header("Location")).contains("/api/notes");
  }

  @Test
  void headersAndTypesAreThoseThatAreSet() {
    assertThat(send("GET", "/api/odd/bytes").header("Content-Type"))
        .contains("application/octet-stream");
    assertThat(send("GET", "/api/odd/typed").headers("Content-Type")).containsExactly("text/html");
    assertThat(send("GET", "/api/odd/several").headers("X-Several")).containsExactly("a", "b");
    assertThat(send("GET", "/api/odd/cookie").header("Set-Cookie").orElseThrow())
        .startsWith("seen=no");
  }
}
