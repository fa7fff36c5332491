package dev.trestle.service.app.api.posts._id;

import static dev.trestle.HttpError.notFound;
import static dev.trestle.query.Crud.update;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.model.Versioned.version;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.select;

import dev.trestle.ETag;
import dev.trestle.HttpError;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.query.Prepared1;
import dev.trestle.service.db.tables.records.PostsRecord;
import dev.trestle.service.model.Choice;
import dev.trestle.service.model.NewPost;
import dev.trestle.service.model.Post;
import dev.trestle.service.model.Versioned;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
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

  private static final Prepared1<UUID, Versioned<Post>> BY_ID =
      prepare(
              UUID.class,
              id ->
                  select(
                          POSTS.ID,
                          POSTS.TITLE,
                          POSTS.CONTENT,
                          POSTS.PUBLISHED,
                          POSTS.AUTHOR_ID,
                          POSTS.CREATED_AT,
                          version(POSTS))
                      .from(POSTS)
                      .where(POSTS.ID.eq(id)))
          .as(
              mapping((id, title, content, published, authorId, createdAt, version) ->
                  new Versioned<>(
                      new Post(id, title, content, published, authorId, createdAt), version)));

  public static Response GET(DSLContext db, UUID id, Selected selected) {
    return selected
        .fields()
        .map(names ->
            db.select(FIELDS.of(names))
                .from(POSTS)
                .where(POSTS.ID.eq(id))
                .fetchOptionalMap()
                .map(Response::json))
        .orElseGet(() -> BY_ID.with(id).fetchOptional(db).map(Versioned::answer))
        .orElseThrow(Route::unknown);
  }

  /** What is left out stays. */
  public static Response PATCH(DSLContext db, Request request, UUID id, NewPost.Changes changes) {
    PostsRecord row = new PostsRecord();
    changes.title().ifGiven(row::setTitle);
    changes.content().ifGiven(row::setContent);
    changes.published().ifGiven(row::setPublished);
    return store(db, request, id, row);
  }

  public static Response PUT(DSLContext db, Request request, UUID id, NewPost post) {
    return store(db, request, id, post.toRecord());
  }

  public static Response DELETE(DSLContext db, Request request, UUID id) {
    return locked(
        db,
        request,
        id,
        tx -> {
          DELETE_BY_ID.with(id).execute(tx);
          return Response.noContent();
        });
  }

  private static final Prepared1<UUID, Void> DELETE_BY_ID =
      statement(UUID.class, id -> deleteFrom(POSTS).where(POSTS.ID.eq(id)));

  private static Response store(DSLContext db, Request request, UUID id, PostsRecord row) {
    return locked(
        db,
        request,
        id,
        tx -> {
          if (row.touched()) {
            update(tx, row, POSTS.ID.eq(id));
          }
          return BY_ID.with(id).fetchSingle(tx).answer();
        });
  }

  private static final Prepared1<UUID, String> LOCK =
      prepare(
              UUID.class,
              id -> select(version(POSTS)).from(POSTS).where(POSTS.ID.eq(id)).forUpdate())
          .as(value());

  /** Changes what is still what the client has seen, if it says so; nobody else does meanwhile. */
  private static Response locked(
      DSLContext db, Request request, UUID id, Function<DSLContext, Response> change) {
    return db.transactionResult(tx -> {
      String version = LOCK.with(id).fetchOptional(tx.dsl()).orElseThrow(Route::unknown);
      request.preconditions().check(ETag.of(version));
      return change.apply(tx.dsl());
    });
  }

  private static HttpError unknown() {
    return notFound("Post not found");
  }
}
