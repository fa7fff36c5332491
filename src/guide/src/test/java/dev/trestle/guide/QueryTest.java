package dev.trestle.guide;

import static dev.trestle.Verb.GET;
import static dev.trestle.guide.Guide.id;
import static dev.trestle.guide.Guide.line;
import static dev.trestle.query.Crud.create;
import static dev.trestle.query.Crud.delete;
import static dev.trestle.query.Crud.findMany;
import static dev.trestle.query.Crud.findOne;
import static dev.trestle.query.Crud.update;
import static dev.trestle.query.Crud.upsert;
import static dev.trestle.query.Sql.named;
import static dev.trestle.query.Sql.sql;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.noCondition;

import dev.trestle.service.db.tables.records.PostsRecord;
import dev.trestle.service.db.tables.records.UsersRecord;
import dev.trestle.testing.TestApp;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class QueryTest {
  @RegisterExtension static final TestApp app = Guide.app();

  private final DSLContext db = app.db();

  @BeforeEach
  void forget() {
    app.statements().clear();
  }

  @Test
  void aRowIsFoundAndSoAreMany() {
    String email = "ada@example.org";

    Optional<UsersRecord> user = findOne(db, USERS, USERS.EMAIL.eq(email));
    List<PostsRecord> drafts =
        findMany(db, POSTS, POSTS.PUBLISHED.isFalse(), POSTS.CREATED_AT.desc());

    assertThat(user).map(UsersRecord::getName).contains("Ada");
    assertThat(drafts).extracting(PostsRecord::getTitle).containsExactly("Linen", "Wool and silk");
    assertThat(app.statements().statements().getFirst())
        .isEqualTo(
            line(
                """
                select "users"."id", "users"."email", "users"."name",
                  "users"."password_hash", "users"."created_at"
                from "users" where "users"."email" = ?
                fetch next ? rows only
                """));
  }

  record Author(UUID id, String name) {}

  @Test
  void someColumnsOfARowAreARecord() {
    String email = "ada@example.org";

    Optional<Author> author =
        db.select(USERS.ID, USERS.NAME)
            .from(USERS)
            .where(USERS.EMAIL.eq(email))
            .fetchOptional(mapping(Author::new));

    assertThat(author).contains(new Author(UUID.fromString(id(1)), "Ada"));
  }

  @Test
  void rowsAreWritten() {
    UsersRecord eve = create(db, new UsersRecord().setEmail("eve@example.org"));
    upsert(db, new UsersRecord().setEmail("eve@example.org").setName("Eve"), USERS.EMAIL);
    update(db, new UsersRecord().setName("E."), USERS.ID.eq(eve.getId()));
    delete(db, USERS, USERS.ID.eq(eve.getId()));

    assertThat(findOne(db, USERS, USERS.ID.eq(eve.getId()))).isEmpty();
    assertThat(app.statements().statements().get(1))
        .isEqualTo(
            line(
                """
                insert into "users" ("email", "name") values (?, ?)
                on conflict ("email") do update set "name" = excluded."name"
                returning "users"."id", "users"."email", "users"."name",
                  "users"."password_hash", "users"."created_at"
                """));
  }

  @Test
  void aConditionThatHitsAllIsRefused() {
    assertThatThrownBy(() -> delete(db, USERS, noCondition()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  record Count(String name, long posts) {}

  @Test
  void sqlIsTakenAsItIs() {
    int least = 2;

    List<Count> top =
        db.resultQuery(
                sql(
                    """
                    select u.name, count(*) as posts
                    from users u join posts p on p.author_id = u.id
                    group by u.id having count(*) >= :least
                    order by posts desc
                    """,
                    named("least", least)))
            .fetchInto(Count.class);

    assertThat(top).containsExactly(new Count("Ada", 3), new Count("Bo", 2));
  }

  @Test
  void aSearchIsOneStatementAndNothingInItsWordIsAPattern() {
    app.call(GET, "/posts/search?word=0%25")
        .expectJson("", List.of(Map.of("id", id(101), "title", "100% wool")));
    app.call(GET, "/posts/search?word=wool&published=false")
        .expectJson("", List.of(Map.of("id", id(102), "title", "Wool and silk")));
    assertThat(app.statements().statements().getFirst())
        .isEqualTo(
            line(
                """
                select "posts"."id", "posts"."title" from "posts"
                where lower("posts"."title") like
                  ('%' || replace(replace(replace(lower(?), '!', '!!'), '%', '!%'), '_', '!_') || '%')
                  escape '!'
                order by "posts"."created_at" desc fetch next ? rows only
                """));
  }

  @Test
  void anUnknownIdIsNotFound() {
    app.call(GET, "/posts/" + UUID.randomUUID()).expectError(404, "Post not found");
  }
}
