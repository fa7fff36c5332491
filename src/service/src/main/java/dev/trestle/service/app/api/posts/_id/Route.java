package dev.trestle.service.app.api.posts._id;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Relations.one;
import static dev.trestle.service.db.Tables.POSTS;
import static org.jooq.impl.DSL.row;

import dev.trestle.Answer;
import dev.trestle.Request;
import dev.trestle.Response;
import dev.trestle.policy.Transactional;
import dev.trestle.service.db.tables.records.PostsRecord;
import dev.trestle.service.model.Choice;
import dev.trestle.service.model.NewPost;
import dev.trestle.service.model.Post;
import dev.trestle.service.model.VersionedRows;
import java.util.Optional;
import java.util.UUID;
import org.jooq.DSLContext;

/** {@code /api/posts/{id}} */
public final class Route {
  private static final VersionedRows<PostsRecord, Post> ROWS =
      VersionedRows.of(
          POSTS.ID,
          one(
              row(
                  POSTS.ID,
                  POSTS.TITLE,
                  POSTS.CONTENT,
                  POSTS.PUBLISHED,
                  POSTS.AUTHOR_ID,
                  POSTS.CREATED_AT),
              mapping(Post::new)),
          Choice.of(
              POSTS.ID,
              POSTS.TITLE,
              POSTS.CONTENT,
              POSTS.PUBLISHED,
              POSTS.AUTHOR_ID.as("authorId"),
              POSTS.CREATED_AT.as("createdAt")),
          "Post not found");

  private Route() {}

  /**
   * Which of its fields.
   *
   * @param fields with commas between them, e.g. {@code title,createdAt}; all unless some are named
   */
  record Selected(Optional<String> fields) {}

  /** The post, or those fields that are asked for. */
  @Answer(body = {Post.class, Post.Fields.class})
  @Answer(status = 304)
  public static Response GET(DSLContext db, UUID id, Selected selected) {
    return ROWS.read(db, id, selected.fields());
  }

  /** What is left out stays. */
  @Transactional
  @Answer(body = Post.class, headers = "ETag")
  @Answer(status = 412)
  public static Response PATCH(DSLContext db, Request request, UUID id, NewPost.Changes changes) {
    PostsRecord row = new PostsRecord();
    changes.title().ifGiven(row::setTitle);
    changes.content().ifGiven(row::setContent);
    changes.published().ifGiven(row::setPublished);
    return ROWS.update(db, request, id, row);
  }

  @Transactional
  @Answer(body = Post.class, headers = "ETag")
  @Answer(status = 412)
  public static Response PUT(DSLContext db, Request request, UUID id, NewPost post) {
    return ROWS.update(db, request, id, post.toRecord());
  }

  @Transactional
  @Answer(status = 412)
  public static void DELETE(DSLContext db, Request request, UUID id) {
    ROWS.delete(db, request, id);
  }
}
