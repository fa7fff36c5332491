package dev.trestle.bench.prepared;

import static dev.trestle.bench.Answers.json;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;

import dev.trestle.bench.Answers.Author;
import dev.trestle.bench.Answers.Post;
import dev.trestle.bench.Answers.User;
import dev.trestle.bench.Queries;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared2;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record6;
import org.jooq.SelectJoinStep;

/** Prepared queries into records, those into JSON by Jackson. */
public class PreparedQueries implements Queries {
  private static final Prepared1<UUID, User> BY_ID =
      prepare(
              UUID.class,
              id ->
                  select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT)
                      .from(USERS)
                      .where(USERS.ID.eq(id)))
          .as(mapping(User::new));

  static final Prepared0<Post> NEWEST =
      prepare(() -> posts().orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc()).limit(100))
          .as(mapping(Post::new));

  static final Prepared0<Author> AUTHORS =
      prepare(() ->
              select(
                      USERS.ID,
                      USERS.EMAIL,
                      USERS.NAME,
                      USERS.CREATED_AT,
                      many(
                          USERS.posts(),
                          posts().orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc()),
                          mapping(Post::new)))
                  .from(USERS)
                  .orderBy(USERS.CREATED_AT.desc(), USERS.ID.desc())
                  .limit(100))
          .as(mapping(Author::new));

  private static final Prepared2<String, String, User> CREATE =
      prepare(
              USERS.EMAIL,
              USERS.NAME,
              (email, name) ->
                  insertInto(USERS)
                      .set(USERS.EMAIL, email)
                      .set(USERS.NAME, name)
                      .returningResult(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT))
          .as(mapping(User::new));

  private final DSLContext db;

  /** Queries over an application's database. */
  public PreparedQueries(DSLContext db) {
    this.db = db;
  }

  @Override
  public byte[] lookup(UUID id) {
    return json(BY_ID.with(id).fetchSingle(db));
  }

  @Override
  public byte[] list() {
    return json(NEWEST.with().fetch(db));
  }

  @Override
  public byte[] nested() {
    return json(AUTHORS.with().fetch(db));
  }

  @Override
  public byte[] insert(String email, String name) {
    return json(CREATE.with(email, name).fetchSingle(db));
  }

  private static SelectJoinStep<Record6<UUID, String, String, Boolean, UUID, OffsetDateTime>>
      posts() {
    return select(
            POSTS.ID,
            POSTS.TITLE,
            POSTS.CONTENT,
            POSTS.PUBLISHED,
            POSTS.AUTHOR_ID,
            POSTS.CREATED_AT)
        .from(POSTS);
  }
}
