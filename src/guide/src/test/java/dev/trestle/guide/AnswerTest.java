package dev.trestle.guide;

import static dev.trestle.guide.Guide.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnswerTest {
  @RegisterExtension static final TestApp app = Guide.app();

  @Test
  void rowsGoOutAsLines() {
    HttpResponse<String> answer = app.get("/export");

    assertThat(answer.body().lines())
        .hasSize(5)
        .first()
        .isEqualTo("{\"id\":\"" + id(101) + "\",\"title\":\"100% wool\"}");
  }

  @Test
  void aKeptAnswerIsGivenUntilItsTagIsStale() {
    assertThat(app.get("/stats").headers().firstValue("X-Cache")).contains("MISS");
    assertThat(app.get("/stats").headers().firstValue("X-Cache")).contains("HIT");

    String post = "{\"title\":\"Tweed\",\"authorId\":\"" + id(1) + "\"}";
    assertThat(app.post("/posts", post).statusCode()).isEqualTo(201);

    assertThat(app.get("/stats").headers().firstValue("X-Cache")).contains("STALE");
  }

  @Test
  void aPostOfNobodyIsRefusedByTheDatabase() {
    HttpResponse<String> answer =
        app.post("/posts", "{\"title\":\"Tweed\",\"authorId\":\"" + id(9) + "\"}");

    assertThat(answer.statusCode()).isEqualTo(422);
  }
}
