package dev.trestle.guide;

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.AnswerCookie;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class BodyTest {
  @TempDir static Path photos;

  @RegisterExtension
  static final TestApp app = TestApp.of(Guide.database(), () -> Guide.application(photos));

  @Test
  void aNewUserIsCreatedOnce() {
    Map<String, String> eve = Map.of("email", "eve@example.org", "name", "Eve");

    app.call(POST, "/users", eve).expect(201);
    app.call(POST, "/users", eve).expectError(409, "Email already exists");
  }

  @Test
  void allThatIsWrongWithABodyIsToldTogether() {
    String malformed = "must be a well-formed email address";

    app.call(POST, "/users", Map.of("email", "x"))
        .expectError(400, "Invalid email: " + malformed)
        .expectJson("/fields", Map.of("email", malformed, "name", "must not be blank"));
    app.call(POST, "/users", "{").expect(400);
  }

  @Test
  void aPhotoIsMovedToWhereItStays() throws IOException {
    send("photo", "../me.jpg", "pixels").expect(303);

    try (Stream<Path> files = Files.list(photos)) {
      assertThat(files).singleElement().asString().endsWith("-me.jpg");
    }
  }

  @Test
  void aFormWithoutItsPhotoIsBadAndOneThatIsTooLongIsRefused() {
    send("picture", "me.jpg", "pixels").expect(400);
    send("photo", "me.jpg", "x".repeat(6 << 20)).expect(413);
  }

  @Test
  void aThemeIsKeptInACookie() {
    AnswerCookie theme =
        app.call(POST, "/theme", it -> it.form(Map.of("name", "dark"))).expect(303).cookie("theme");

    assertThat(theme.text()).isEqualTo("dark");
    assertThat(theme.maxAge()).contains(Duration.ofDays(365));
    assertThat(theme.attributes())
        .containsKeys("Secure", "HttpOnly")
        .containsEntry("SameSite", "Lax");
    app.call(GET, "/theme", it -> it.cookie("theme", "dark")).expectJson("/name", "dark");
    app.call(GET, "/theme").expectJson("/name", "light");
  }

  private static TestAnswer send(String field, String fileName, String content) {
    return app.call(
        POST,
        "/profile",
        it -> it.field("name", "Ada").file(field, fileName, "image/jpeg", content.getBytes(UTF_8)));
  }
}
