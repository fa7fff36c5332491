package dev.trestle.service;

import static dev.trestle.Verb.GET;
import static dev.trestle.service.Service.post;
import static dev.trestle.service.Service.user;
import static dev.trestle.service.db.Tables.POSTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All posts in one answer. */
class ExportTest {
  private static final int POSTS_SEEDED = 100_000;

  @RegisterExtension static final TestApp app = Service.seeded();

  @Test
  void everyPostIsALineOfJsonOldestFirst() {
    TestAnswer answer = app.call(GET, "/api/export/posts");

    List<String> lines = answer.text().lines().toList();
    answer.expectHeader("Content-Type", "application/x-ndjson");
    answer.expectHeader("Content-Disposition", "attachment; filename=\"posts.ndjson\"");
    assertThat(lines).hasSize(POSTS_SEEDED);
    JsonNode first = JsonMapper.shared().readTree(lines.getFirst());
    assertThat(first.get("id").asString()).isEqualTo(post(1));
    assertThat(lines.getLast()).isEqualTo(app.call(GET, "/api/posts/" + post(POSTS_SEEDED)).text());
  }

  @Test
  void everyPostIsARowOfCsvWithAHeader() {
    TestAnswer answer = app.call(GET, "/api/export/posts?format=csv");

    List<String> lines = answer.text().lines().toList();
    answer.expectHeader("Content-Type", "text/csv;charset=UTF-8;header=present");
    assertThat(lines).hasSize(POSTS_SEEDED + 1);
    assertThat(lines.getFirst()).isEqualTo("id,title,content,published,authorId,createdAt");
    assertThat(lines.get(1))
        .startsWith(post(1) + ",Note 1 on routing,What I learnt about routing today. ")
        .endsWith(",true," + user(1) + ",2025-06-01T00:00:01Z");
    assertThat(lines.stream().distinct()).hasSize(POSTS_SEEDED + 1);
    assertThat(answer.text()).endsWith("\r\n");
  }

  @Test
  void acceptDecidesUnlessTheFormatIsSaid() {
    assertThat(app.call(GET, "/api/export/posts", it -> it.header("Accept", "text/csv")).text())
        .startsWith("id,title");
    assertThat(
            app.call(GET, "/api/export/posts?format=ndjson", it -> it.header("Accept", "text/csv"))
                .text())
        .startsWith("{");
    app.call(GET, "/api/export/posts?format=xml").expect(400);
  }

  @Test
  void whatMeansSomethingToCsvOrASpreadsheetMeansItself() {
    UUID id =
        app.db()
            .insertInto(POSTS)
            .set(POSTS.TITLE, "=HYPERLINK(\"x\",1)")
            .set(POSTS.CONTENT, "two\nlines, é")
            .set(POSTS.AUTHOR_ID, UUID.fromString(user(1)))
            .returning(POSTS.ID)
            .fetchSingle(POSTS.ID);
    UUID empty =
        app.db()
            .insertInto(POSTS)
            .set(POSTS.TITLE, "")
            .set(POSTS.AUTHOR_ID, UUID.fromString(user(1)))
            .returning(POSTS.ID)
            .fetchSingle(POSTS.ID);
    try {
      assertThat(app.call(GET, "/api/export/posts?format=csv").text())
          .contains(id + ",\"'=HYPERLINK(\"\"x\"\",1)\",\"two\nlines, é\",false," + user(1))
          .contains(empty + ",\"\",,false,");
    } finally {
      app.db().deleteFrom(POSTS).where(POSTS.ID.in(id, empty)).execute();
    }
  }
}
