package dev.trestle.dataproxy;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.postgresql.core.Field;
import org.postgresql.core.Tuple;

/**
 * What a statement gave.
 *
 * @param fields of its rows; none if it gives no rows
 * @param rows values as PostgreSQL writes them
 * @param tag that PostgreSQL ended it with, {@code INSERT 0 1}; empty if there was more to come
 * @param bytes of all values
 */
record Result(List<Field> fields, List<Tuple> rows, Optional<String> tag, int bytes) {
  /** The first word of the tag. */
  String command() {
    return tag.orElse("").split(" ", 2)[0];
  }

  /** The number at the end of the tag; empty for what counts no rows. */
  OptionalLong count() {
    String text = tag.orElse("");
    String last = text.substring(text.lastIndexOf(' ') + 1);
    return !last.isEmpty() && last.chars().allMatch(c -> c >= '0' && c <= '9')
        ? OptionalLong.of(Long.parseLong(last))
        : OptionalLong.empty();
  }
}
