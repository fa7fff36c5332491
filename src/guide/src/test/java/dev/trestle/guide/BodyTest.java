package dev.trestle.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
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
    String eve = "{\"email\":\"eve@example.org\",\"name\":\"Eve\"}";

    assertThat(app.post("/users", eve).statusCode()).isEqualTo(201);
    HttpResponse<String> again = app.post("/users", eve);

    assertThat(again.statusCode()).isEqualTo(409);
    assertThat(again.body()).isEqualTo("{\"error\":\"Email already exists\"}");
  }

  @Test
  void allThatIsWrongWithABodyIsToldTogether() {
    HttpResponse<String> answer = app.post("/users", "{\"email\":\"x\"}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .isEqualTo(
            """
            {"error":"Invalid email: must be a well-formed email address",
            "fields":{"email":"must be a well-formed email address","name":"must not be blank"}}\
            """
                .replace("\n", ""));
    assertThat(app.post("/users", "{").statusCode()).isEqualTo(400);
  }

  @Test
  void aPhotoIsMovedToWhereItStays() throws IOException {
    HttpResponse<String> answer = send("photo", "../me.jpg", "pixels");

    assertThat(answer.statusCode()).isEqualTo(303);
    try (Stream<Path> files = Files.list(photos)) {
      assertThat(files).singleElement().asString().endsWith("-me.jpg");
    }
  }

  @Test
  void aFormWithoutItsPhotoIsBadAndOneThatIsTooLongIsRefused() {
    assertThat(send("picture", "me.jpg", "pixels").statusCode()).isEqualTo(400);
    assertThat(send("photo", "me.jpg", "x".repeat(6 << 20)).statusCode()).isEqualTo(413);
  }

  @Test
  void aThemeIsKeptInACookie() {
    HttpResponse<String> answer =
        app.send(
            app.request("/theme")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("name=dark")));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("theme=dark; Path=/;")
        .endsWith("Max-Age=31536000; Secure; HttpOnly; SameSite=Lax");
    assertThat(app.send(app.request("/theme").header("Cookie", "theme=dark")).body())
        .isEqualTo("{\"name\":\"dark\"}");
    assertThat(app.get("/theme").body()).isEqualTo("{\"name\":\"light\"}");
  }

  private static HttpResponse<String> send(String field, String fileName, String content) {
    String part = "--b\r\nContent-Disposition: form-data; name=\"";
    return app.send(
        app.request("/profile")
            .header("Content-Type", "multipart/form-data; boundary=b")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    part
                        + "name\"\r\n\r\nAda\r\n"
                        + part
                        + field
                        + "\"; filename=\""
                        + fileName
                        + "\"\r\n\r\n"
                        + content
                        + "\r\n--b--\r\n")));
  }
}
