package dev.trestle.service.model;

import dev.trestle.Change;
import dev.trestle.Check;
import dev.trestle.service.db.tables.records.PostsRecord;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post to be stored, as a body says it.
 *
 * @param title must not be blank, e.g. {@code On engines}
 * @param content may be null
 * @param published false unless said
 * @param authorId the user who wrote it
 */
public record NewPost(
    String title, @Nullable String content, @Nullable Boolean published, UUID authorId) {
  /** Refuses what cannot be stored. */
  public NewPost {
    published = Objects.requireNonNullElse(published, false);
    Check.that(isTitle(title), "title", "must not be blank")
        .and(authorId != null, "authorId", "is required")
        .orThrow();
  }

  /**
   * The row to be stored.
   *
   * @return with what a client says of a post
   */
  public PostsRecord toRecord() {
    return new PostsRecord()
        .setTitle(title)
        .setContent(content)
        .setPublished(published)
        .setAuthorId(authorId);
  }

  /**
   * Some of a post to be stored; its author stays.
   *
   * @param title unless left out, must not be blank
   * @param content unless left out, may be null
   * @param published unless left out, must not be null
   */
  public record Changes(
      Change<String> title, Change<@Nullable String> content, Change<Boolean> published) {
    /** Refuses what cannot be stored. */
    public Changes {
      Check.that(title.meets(NewPost::isTitle), "title", "must not be blank")
          .and(published.meets(Objects::nonNull), "published", "must be true or false")
          .orThrow();
    }
  }

  private static boolean isTitle(String text) {
    return text != null && !text.isBlank();
  }
}
