package dev.trestle.guide;

import static dev.trestle.Verb.GET;
import static dev.trestle.guide.Guide.id;
import static dev.trestle.guide.Guide.line;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestApp;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RelateTest {
  @RegisterExtension static final TestApp app = Guide.app();

  @Test
  void usersComeWithTheirPostsByTwoStatements() {
    app.statements().clear();

    String body = app.call(GET, "/users").text();

    assertThat(body)
        .startsWith("[{\"id\":\"" + id(3) + "\",\"name\":\"Cy\",\"posts\":[]},")
        .contains("\"name\":\"Bo\",\"posts\":[{\"id\":\"" + id(105) + "\",\"title\":\"Wool\"},");
    assertThat(app.statements().statements())
        .containsExactly(
            line(
                """
                select "users"."id", "users"."name", "users"."id" from "users"
                order by "users"."created_at" desc fetch next ? rows only
                """),
            line(
                """
                select "posts"."id", "posts"."title", "posts"."author_id" from "posts"
                where "posts"."author_id" = any (cast(? as uuid[]))
                order by "posts"."created_at" desc
                """));
  }

  @Test
  void aPostComesWithItsAuthorByOne() {
    app.call(GET, "/posts/" + id(104))
        .expectJson("/title", "Linen")
        .expectJson("/author", Map.of("id", id(2), "name", "Bo"))
        .expectStatements(1);
  }
}
