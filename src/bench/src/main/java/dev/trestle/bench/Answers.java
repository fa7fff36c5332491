package dev.trestle.bench;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/** What the measured operations answer with, and how that is written. */
public final class Answers {
  /** Writes fields in the order of the records. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder().disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY).build();

  private Answers() {}

  /** A user as everybody may see one. */
  public record User(UUID id, String email, String name, OffsetDateTime createdAt) {}

  /** A post. */
  public record Post(
      UUID id,
      String title,
      String content,
      boolean published,
      UUID authorId,
      OffsetDateTime createdAt) {}

  /** A user with the posts they wrote. */
  public record Author(
      UUID id, String email, String name, OffsetDateTime createdAt, List<Post> posts) {}

  /** The value as UTF-8. */
  public static byte[] json(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }
}
