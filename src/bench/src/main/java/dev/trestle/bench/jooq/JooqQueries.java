package dev.trestle.bench.jooq;

import static dev.trestle.bench.Answers.json;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;
import static java.util.stream.Collectors.groupingBy;
import static org.jooq.Records.mapping;
import static org.jooq.impl.DSL.any;

import dev.trestle.bench.Answers.Author;
import dev.trestle.bench.Answers.Post;
import dev.trestle.bench.Answers.User;
import dev.trestle.bench.Queries;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.Record6;
import org.jooq.SelectJoinStep;

/** jOOQ into records as its manual does it, those into JSON by Jackson. */
public class JooqQueries implements Queries {
  /** The application's. */
  protected final DSLContext db;

  /** Queries over an application's database. */
  public JooqQueries(DSLContext db) {
    this.db = db;
  }

  @Override
  public byte[] lookup(UUID id) {
    return json(
        db.select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT)
            .from(USERS)
            .where(USERS.ID.eq(id))
            .fetchOptional(mapping(User::new))
            .orElseThrow());
  }

  @Override
  public byte[] list() {
    return json(
        posts()
            .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc())
            .limit(100)
            .fetch(mapping(Post::new)));
  }

  @Override
  public byte[] nested() {
    List<User> users =
        db.select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT)
            .from(USERS)
            .orderBy(USERS.CREATED_AT.desc(), USERS.ID.desc())
            .limit(100)
            .fetch(mapping(User::new));
    UUID[] ids = users.stream().map(User::id).toArray(UUID[]::new);
    Map<UUID, List<Post>> posts =
        posts()
            .where(POSTS.AUTHOR_ID.eq(any(ids)))
            .orderBy(POSTS.CREATED_AT.desc(), POSTS.ID.desc())
            .fetch(mapping(Post::new))
            .stream()
            .collect(groupingBy(Post::authorId));
    return json(
        users.stream()
            .map(user ->
                new Author(
                    user.id(),
                    user.email(),
                    user.name(),
                    user.createdAt(),
                    posts.getOrDefault(user.id(), List.of())))
            .toList());
  }

  @Override
  public byte[] insert(String email, String name) {
    return json(
        db.insertInto(USERS)
            .set(USERS.EMAIL, email)
            .set(USERS.NAME, name)
            .returningResult(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT)
            .fetchSingle(mapping(User::new)));
  }

  private SelectJoinStep<Record6<UUID, String, String, Boolean, UUID, OffsetDateTime>> posts() {
    return db.select(
            POSTS.ID,
            POSTS.TITLE,
            POSTS.CONTENT,
            POSTS.PUBLISHED,
            POSTS.AUTHOR_ID,
            POSTS.CREATED_AT)
        .from(POSTS);
  }
}
