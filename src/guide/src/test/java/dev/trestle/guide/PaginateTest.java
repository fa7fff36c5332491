package dev.trestle.guide;

import static dev.trestle.Verb.GET;
import static dev.trestle.guide.Guide.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

class PaginateTest {
  @RegisterExtension static final TestApp app = Guide.app();

  @BeforeEach
  void forget() {
    app.statements().clear();
  }

  @Test
  void aPageHasTheTotal() {
    JsonNode page = json("/posts?page=2&limit=2");

    assertThat(page.at("/rows/0/title").asString()).isEqualTo("Silk");
    assertThat(page.get("total").asInt()).isEqualTo(5);
    assertThat(app.statements().statements())
        .containsExactly(
            line(
                """
                select "posts"."id", "posts"."title" from "posts"
                order by "posts"."created_at" desc, "posts"."id" desc
                offset ? rows fetch next ? rows only
                """),
            "select count(*) from \"posts\"");
  }

  @Test
  void aSliceGoesOnFromItsCursor() {
    JsonNode first = json("/posts/feed");
    app.statements().clear();

    JsonNode next = json("/posts/feed?cursor=" + first.get("next").asString());

    assertThat(first.at("/rows/0/title").asString()).isEqualTo("Wool");
    assertThat(next.at("/rows/0/title").asString()).isEqualTo("Silk");
    assertThat(app.statements().statements())
        .containsExactly(
            line(
                """
                select "posts"."id", "posts"."title", "posts"."created_at" from "posts"
                where ("posts"."created_at", "posts"."id")
                  < (cast(? as timestamp(6) with time zone), cast(? as uuid))
                order by "posts"."created_at" desc, "posts"."id" desc
                fetch next ? rows only
                """));
  }

  @Test
  void aCursorThatNobodyGaveIsBad() {
    app.call(GET, "/posts/feed?cursor=x").expect(400);
  }

  private static JsonNode json(String path) {
    return app.call(GET, path).json();
  }
}
