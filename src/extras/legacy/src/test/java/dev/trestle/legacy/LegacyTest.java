package dev.trestle.legacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Trestle;
import dev.trestle.legacy.app.Routes;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers of the older style over a socket. */
class LegacyTest {
  @RegisterExtension static final TestDatabase database = TestDatabase.migrated("classpath:legacy");

  @RegisterExtension
  static final TestApp app = TestApp.of(database, () -> Trestle.of(new Routes()));

  private static HttpResponse<String> send(String method, String path) {
    return app.send(app.request(path).method(method, BodyPublishers.noBody()));
  }

  private static HttpResponse<String> send(String method, String path, String type, String body) {
    return app.send(
        app.request(path)
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofString(body)));
  }

  @Test
  void aPortedHandlerAnswersByItsOwnSwitch() {
    HttpResponse<String> made =
        send("POST", "/api/notes", "application/json", "{\"title\":\"Milk\"}");

    assertThat(made.statusCode()).isEqualTo(201);
    assertThat(made.body()).isEqualTo("{\"id\":1,\"title\":\"Milk\"}");
    assertThat(send("GET", "/api/notes").body()).isEqualTo("[{\"id\":1,\"title\":\"Milk\"}]");
    assertThat(send("POST", "/api/notes").statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"PUT", "PATCH", "DELETE", "OPTIONS"})
  void otherVerbsAreUpToTheHandler(String method) {
    HttpResponse<String> answer = send(method, "/api/notes");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow")).contains("GET, POST");
    assertThat(answer.body()).isEqualTo("Method " + method + " Not Allowed");
    assertThat(answer.headers().firstValue("Content-Type")).contains("text/plain;charset=utf-8");
  }

  @Test
  void aMethodThatIsNoVerbNeverReachesIt() {
    HttpResponse<String> answer = send("PROPFIND", "/api/odd/x");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.headers().firstValue("Allow"))
        .contains("DELETE, GET, HEAD, OPTIONS, PATCH, POST, PUT");
  }

  @Test
  void headReachesItAndHasNoBody() {
    HttpResponse<String> answer = send("HEAD", "/api/odd/x");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("6");
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aPathVariableGoesBeforeAQueryParameter() {
    assertThat(send("GET", "/api/odd/x?id=nothing").body()).isEqualTo("GET -");
    assertThat(send("GET", "/api/files/a%2Fb/c?path=x&tag=1&tag=2").body())
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
    assertThat(send("POST", "/api/odd/body", type, body).body()).isEqualTo(json);
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
    assertThat(send("POST", "/api/odd/body", type, body).statusCode()).isEqualTo(status);
  }

  @Test
  void aBodyMayHaveAKnownShape() {
    assertThat(send("PUT", "/api/odd/shape", "application/json", "{\"name\":\"ada\"}").body())
        .isEqualTo("ada");
  }

  @Test
  void thePolicyOfTheHandlerHoldsForAllItsVerbs() {
    for (String method : new String[] {"POST", "PUT"}) {
      int status =
          send(method, "/api/notes", "application/json", "[" + " ".repeat(1000) + "]").statusCode();
      assertThat(status).isEqualTo(method.equals("POST") ? 413 : 405);
    }
  }

  @Test
  void aHandlerThatReturnsWithoutAnAnswerOrAnswersTwiceIs500() {
    for (String id : new String[] {"nothing", "twice", "checked"}) {
      HttpResponse<String> answer = send("GET", "/api/odd/" + id);

      assertThat(answer.statusCode()).isEqualTo(500);
      assertThat(answer.body()).startsWith("{\"error\":\"Internal server error\",\"requestId\":");
    }
  }

  @Test
  void aThrownErrorIsTheAnswer() {
    assertThat(send("GET", "/api/odd/thrown").body()).isEqualTo("{\"error\":\"No such thing\"}");
  }

  @Test
  void redirectsKeepTheVerbUnlessToldOtherwise() {
    assertThat(send("POST", "/api/odd/redirect").statusCode()).isEqualTo(307);
    assertThat(send("POST", "/api/odd/moved").statusCode()).isEqualTo(308);
    assertThat(send("POST", "/api/odd/moved").headers().firstValue("Location"))
        .contains("/api/notes");
  }

  @Test
  void headersAndTypesAreThoseThatAreSet() {
    assertThat(send("GET", "/api/odd/bytes").headers().firstValue("Content-Type"))
        .contains("application/octet-stream");
    assertThat(send("GET", "/api/odd/typed").headers().allValues("Content-Type"))
        .containsExactly("text/html");
    assertThat(send("GET", "/api/odd/several").headers().allValues("X-Several"))
        .containsExactly("a", "b");
    assertThat(send("GET", "/api/odd/cookie").headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("seen=no");
  }
}
