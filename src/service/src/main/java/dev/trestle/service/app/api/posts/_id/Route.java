package dev.trestle.service.app.api.posts._id;

import static dev.trestle.HttpError.notFound;
import static dev.trestle.query.Crud.update;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.impl.DSL.deleteFrom;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.query.Prepared1;
import dev.trestle.service.db.tables.records.PostsRecord;
import dev.trestle.service.model.Choice;
import dev.trestle.service.model.NewPost;
import dev.trestle.service.model.Post;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/posts/{id}} */
public final class Route {
  private Route() {}

  /** The whole post unless fields are named. */
  record Selected(Optional<String> fields) {}

  private static final Choice FIELDS =
      Choice.of(
          POSTS.ID,
          POSTS.TITLE,
          POSTS.CONTENT,
          POSTS.PUBLISHED,
          POSTS.AUTHOR_ID.as("authorId"),
          POSTS.CREATED_AT.as("createdAt"));

  private static final Prepared1<UUID, Post> BY_ID =
      prepare(UUID.class, id -> Post.select().where(POSTS.ID.eq(id))).as(mapping(Post::new));

  public static Response GET(DSLContext db, UUID id, Selected selected) {
    Optional<?> found =
        selected.fields().isPresent()
            ? db.select(FIELDS.of(selected.fields().get()))
                .from(POSTS)
                .where(POSTS.ID.eq(id))
                .fetchOptionalMap()
            : BY_ID.with(id).fetchOptional(db);
    return Response.json(found.orElseThrow(Route::unknown));
  }

  /** What is left out stays. */
  public static Post PATCH(DSLContext db, UUID id, NewPost.Changes changes) {
    PostsRecord row = new PostsRecord();
    changes.title().ifGiven(row::setTitle);
    changes.content().ifGiven(row::setContent);
    changes.published().ifGiven(row::setPublished);
    return row.touched()
        ? store(db, id, row)
        : BY_ID.with(id).fetchOptional(db).orElseThrow(Route::unknown);
  }

  public static Post PUT(DSLContext db, UUID id, NewPost post) {
    return store(db, id, post.toRecord());
  }

  private static Post store(DSLContext db, UUID id, PostsRecord row) {
    return update(db, row, POSTS.ID.eq(id)).stream()
        .findFirst()
        .map(Post::of)
        .orElseThrow(Route::unknown);
  }

  private static final Prepared1<UUID, Void> DELETE_BY_ID =
      statement(UUID.class, id -> deleteFrom(POSTS).where(POSTS.ID.eq(id)));

  public static void DELETE(DSLContext db, UUID id) {
    if (DELETE_BY_ID.with(id).execute(db) == 0) {
      throw unknown();
    }
  }

  private static HttpError unknown() {
    return notFound("Post not found");
  }
}
