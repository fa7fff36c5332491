package dev.trestle;

import dev.trestle.internal.conditional.EntityTags;
import dev.trestle.internal.digest.Sha256;
import java.util.Arrays;
import java.util.Base64;

/**
 * Names one version of what a URL answers with: two answers with the same tag are the same.
 *
 * <pre>{@code
 * return Response.json(user).withETag(ETag.of(user.version()));
 * }</pre>
 *
 * @param value what stands between the quotes: printable ASCII but no quote and no space, not
 *     ending in {@code --gzip}, which is put behind the tags of compressed answers
 * @param isWeak whether only the meaning is the same, not every byte; such a tag lets a client keep
 *     what it has, but never matches {@code If-Match}
 */
public record ETag(String value, boolean isWeak) {
  /**
   * Makes a tag.
   *
   * @throws IllegalArgumentException if the value cannot be sent
   */
  public ETag {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c <= ' ' || c == '"' || c >= 0x7f) {
        throw new IllegalArgumentException(
            "An ETag holds printable ASCII without quotes and spaces; '" + value + "' does not");
      }
    }
    if (value.endsWith(EntityTags.GZIP)) {
      throw new IllegalArgumentException(
          "An ETag cannot end in "
              + EntityTags.GZIP
              + ", which marks compressed answers; '"
              + value
              + "' does");
    }
  }

  /**
   * A strong tag: whoever has it has every byte.
   *
   * @param version a number or text that changes with what it stands for, a time stamp for one;
   *     written by its {@code toString}
   * @return the tag
   * @throws IllegalArgumentException if that text cannot be sent
   */
  public static ETag of(Object version) {
    return new ETag(version.toString(), false);
  }

  /**
   * A weak tag: whoever has it has the same in other bytes.
   *
   * @param version as for {@link #of}
   * @return the tag
   * @throws IllegalArgumentException if that text cannot be sent
   */
  public static ETag weak(Object version) {
    return new ETag(version.toString(), true);
  }

  /**
   * A strong tag out of the bytes themselves.
   *
   * @param bytes of any length
   * @return 128 bits of their SHA-256
   */
  public static ETag ofBytes(byte[] bytes) {
    byte[] half = Arrays.copyOf(Sha256.of(bytes), 16);
    return of(Base64.getUrlEncoder().withoutPadding().encodeToString(half));
  }

  /**
   * As it stands in a header.
   *
   * @return {@code "value"}, {@code W/"value"} for a weak one
   */
  @Override
  public String toString() {
    return (isWeak ? "W/\"" : "\"") + value + '"';
  }
}
