package dev.trestle.guide;

import static dev.trestle.guide.Guide.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
  @RegisterExtension static final TestApp app = Guide.app();

  @Test
  void aFunctionIsAVerb() {
    assertThat(app.get("/users/" + id(1)).body())
        .isEqualTo(
            "{\"id\":\"%s\",\"email\":\"ada@example.org\",\"name\":\"Ada\"}".formatted(id(1)));
    assertThat(app.send(app.request("/users/" + id(3)).DELETE()).statusCode()).isEqualTo(204);
    assertThat(app.get("/users/" + id(3)).body()).isEqualTo("{\"error\":\"User not found\"}");
  }

  @Test
  void theOtherVerbsAreAnsweredToo() {
    HttpResponse<String> wrong = app.post("/users/" + id(1), "{}");

    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(wrong.headers().firstValue("Allow")).contains("DELETE, GET, HEAD, OPTIONS");
    assertThat(app.send(app.request("/users/" + id(1)).HEAD()).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/x, id",
    "/posts?page=x, page",
    "/posts/search, word",
    "/posts/search?word=a&published=maybe, published"
  })
  void whatIsMalformedIsBadAndNamed(String path, String parameter) {
    HttpResponse<String> answer = app.get(path);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("{\"error\":\"").contains(parameter);
  }

  @Test
  void aParameterIsHeldWithinItsBounds() {
    assertThat(app.get("/posts?page=0&limit=1000").body())
        .contains("\"number\":1,\"size\":100,\"total\":5");
  }

  @Test
  void aCatchAllIsAListOfSegments() {
    assertThat(app.get("/docs/a/b%2Fc").body()).isEqualTo("\"a / b/c\"");
  }

  @Test
  void otherOriginsMayReadWhatTheyAreAllowedTo() {
    HttpResponse<String> answer =
        app.send(app.request("/posts").header("Origin", "https://app.example").GET());
    HttpResponse<String> other =
        app.send(app.request("/posts").header("Origin", "https://evil.example").GET());

    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
        .contains("https://app.example");
    assertThat(other.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }
}
