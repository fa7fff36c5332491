package dev.trestle.service.model;

import static dev.trestle.service.db.Tables.POSTS;

import dev.trestle.Change;
import dev.trestle.service.db.tables.records.PostsRecord;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jooq.Record6;
import org.jooq.SelectJoinStep;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A post.
 *
 * @param id given by the database
 * @param title never null
 * @param content may be null
 * @param published whether everybody may read it
 * @param authorId the user who wrote it
 * @param createdAt in UTC
 */
public record Post(
    UUID id,
    String title,
    @Nullable String content,
    boolean published,
    UUID authorId,
    OffsetDateTime createdAt) {

  /**
   * Begins a query for posts, to become {@code .as(mapping(Post::new))}.
   *
   * @return their columns, from the table
   */
  public static SelectJoinStep<Record6<UUID, String, String, Boolean, UUID, OffsetDateTime>>
      select() {
    return DSL.select(
            POSTS.ID,
            POSTS.TITLE,
            POSTS.CONTENT,
            POSTS.PUBLISHED,
            POSTS.AUTHOR_ID,
            POSTS.CREATED_AT)
        .from(POSTS);
  }

  /**
   * A stored post.
   *
   * @param row with these columns
   * @return the post
   */
  public static Post of(PostsRecord row) {
    return new Post(
        row.getId(),
        row.getTitle(),
        row.getContent(),
        row.getPublished(),
        row.getAuthorId(),
        row.getCreatedAt());
  }

  /**
   * Some of a post: the fields that a client has asked for.
   *
   * @param id if it was asked for, as all of them
   * @param title never null
   * @param content may be null
   * @param published whether everybody may read it
   * @param authorId the user who wrote it
   * @param createdAt in UTC
   */
  public record Fields(
      Change<UUID> id,
      Change<String> title,
      Change<@Nullable String> content,
      Change<Boolean> published,
      Change<UUID> authorId,
      Change<OffsetDateTime> createdAt) {}
}
