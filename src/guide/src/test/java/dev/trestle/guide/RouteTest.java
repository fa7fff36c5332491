package dev.trestle.guide;

import static dev.trestle.Verb.DELETE;
import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.HEAD;
import static dev.trestle.Verb.POST;
import static dev.trestle.guide.Guide.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTest {
  @RegisterExtension static final TestApp app = Guide.app();

  @Test
  void aFunctionIsAVerb() {
    app.call(GET, "/users/" + id(1))
        .expectJson("", Map.of("id", id(1), "email", "ada@example.org", "name", "Ada"));
    app.call(DELETE, "/users/" + id(3)).expect(204);
    app.call(GET, "/users/" + id(3)).expectError(404, "User not found");
  }

  @Test
  void theOtherVerbsAreAnsweredToo() {
    app.call(POST, "/users/" + id(1), "{}")
        .expect(405)
        .expectHeader("Allow", "DELETE, GET, HEAD, OPTIONS");
    app.call(HEAD, "/users/" + id(1)).expect(200);
  }

  @ParameterizedTest
  @CsvSource({
    "/users/x, id",
    "/posts?page=x, page",
    "/posts/search, word",
    "/posts/search?word=a&published=maybe, published"
  })
  void whatIsMalformedIsBadAndNamed(String path, String parameter) {
    assertThat(app.call(GET, path).expect(400).json("/error").asString()).contains(parameter);
  }

  @Test
  void aParameterIsHeldWithinItsBounds() {
    app.call(GET, "/posts?page=0&limit=1000")
        .expectJson("/number", 1)
        .expectJson("/size", 100)
        .expectJson("/total", 5);
  }

  @Test
  void aCatchAllIsAListOfSegments() {
    app.call(GET, "/docs/a/b%2Fc").expectJson("", "a / b/c");
  }

  @Test
  void otherOriginsMayReadWhatTheyAreAllowedTo() {
    app.call(GET, "/posts", it -> it.header("Origin", "https://app.example"))
        .expectHeader("Access-Control-Allow-Origin", "https://app.example");
    app.call(GET, "/posts", it -> it.header("Origin", "https://evil.example"))
        .expectNoHeader("Access-Control-Allow-Origin");
  }
}
