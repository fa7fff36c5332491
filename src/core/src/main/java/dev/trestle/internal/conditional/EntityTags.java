package dev.trestle.internal.conditional;

import dev.trestle.ETag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tags in {@code If-Match} or {@code If-None-Match}. */
public final class EntityTags {
  /** Stands behind the tag of a compressed answer: other bytes, another strong tag. */
  public static final String GZIP = "--gzip";

  private final List<Tag> tags;

  private EntityTags(List<Tag> tags) {
    this.tags = tags;
  }

  private record Tag(String value, boolean weak) {
    boolean names(ETag tag) {
      return value.equals(tag.value()) || value.equals(tag.value() + GZIP);
    }
  }

  /** What an answer's own header says; empty if it is malformed. */
  public static Optional<ETag> single(String header) {
    return parse(header)
        .filter(parsed -> parsed.tags.size() == 1)
        .map(parsed -> parsed.tags.getFirst())
        .flatMap(EntityTags::valid);
  }

  private static Optional<ETag> valid(Tag tag) {
    try {
      return Optional.of(new ETag(tag.value, tag.weak));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Reads a list; empty if it is malformed. A comma within quotes separates nothing. */
  static Optional<EntityTags> parse(String list) {
    List<Tag> tags = new ArrayList<>();
    int at = 0;
    while (true) {
      at = skip(list, at, ", \t");
      if (at == list.length()) {
        return Optional.of(new EntityTags(tags));
      }
      boolean weak = list.startsWith("W/", at);
      int begin = weak ? at + 2 : at;
      int end = list.startsWith("\"", begin) ? list.indexOf('"', begin + 1) : -1;
      if (end < 0) {
        return Optional.empty();
      }
      tags.add(new Tag(list.substring(begin + 1, end), weak));
      at = skip(list, end + 1, " \t");
      if (at < list.length() && list.charAt(at) != ',') {
        return Optional.empty();
      }
    }
  }

  /** The tag of the compressed answer; a weak one is that of both. */
  public static String compressed(ETag tag) {
    return tag.isWeak() ? tag.toString() : '"' + tag.value() + GZIP + '"';
  }

  private static int skip(String text, int from, String what) {
    int at = from;
    while (at < text.length() && what.indexOf(text.charAt(at)) >= 0) {
      at++;
    }
    return at;
  }

  /** Whether one of these is the tag, and both are strong. */
  boolean matchStrongly(ETag tag) {
    return !tag.isWeak() && tags.stream().anyMatch(one -> !one.weak && one.names(tag));
  }

  /** Whether one of these is the tag, weak or not. */
  boolean match(ETag tag) {
    return tags.stream().anyMatch(one -> one.names(tag));
  }

  /** Whether what matches is the tag of the compressed answer, and not also of the plain one. */
  boolean matchCompressed(ETag tag) {
    return match(tag) && tags.stream().noneMatch(one -> one.value.equals(tag.value()));
  }
}
