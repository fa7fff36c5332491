package dev.trestle.guide;

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static dev.trestle.guide.Guide.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AnswerTest {
  @RegisterExtension static final TestApp app = Guide.app();

  @Test
  void rowsGoOutAsLines() {
    assertThat(app.call(GET, "/export").text().lines())
        .hasSize(5)
        .first()
        .isEqualTo("{\"id\":\"" + id(101) + "\",\"title\":\"100% wool\"}");
  }

  @Test
  void aKeptAnswerIsGivenUntilItsTagIsStale() {
    app.call(GET, "/stats").expectHeader("X-Cache", "MISS");
    app.call(GET, "/stats").expectHeader("X-Cache", "HIT").expectStatements(0);

    app.call(POST, "/posts", Map.of("title", "Tweed", "authorId", id(1))).expect(201);

    app.call(GET, "/stats").expectHeader("X-Cache", "STALE");
  }

  @Test
  void aPostOfNobodyIsRefusedByTheDatabase() {
    app.call(POST, "/posts", Map.of("title", "Tweed", "authorId", id(9))).expect(422);
  }
}
