package dev.trestle.query;

import dev.trestle.internal.watch.LogText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jooq.JSON;
import org.jooq.JSONB;

/**
 * The values that were bound to a statement. Its text form shows types and sizes, {@code [uuid,
 * text(12), null]}, so that nobody logs what users sent by accident. Immutable, except that it does
 * not copy arrays.
 */
public final class BoundValues {
  /** More would hide the statement that they belong to. */
  private static final int MOST_SHOWN = 50;

  private static final int LONGEST_VALUE = 200;

  private static final Map<Class<?>, String> TYPES =
      Map.ofEntries(
          Map.entry(String.class, "text"),
          Map.entry(UUID.class, "uuid"),
          Map.entry(Boolean.class, "boolean"),
          Map.entry(Short.class, "smallint"),
          Map.entry(Integer.class, "integer"),
          Map.entry(Long.class, "bigint"),
          Map.entry(Float.class, "real"),
          Map.entry(Double.class, "double"),
          Map.entry(BigDecimal.class, "numeric"),
          Map.entry(byte[].class, "bytea"),
          Map.entry(LocalDate.class, "date"),
          Map.entry(LocalTime.class, "time"),
          Map.entry(LocalDateTime.class, "timestamp"),
          Map.entry(OffsetDateTime.class, "timestamptz"),
          Map.entry(Instant.class, "timestamptz"),
          Map.entry(JSON.class, "json"),
          Map.entry(JSONB.class, "jsonb"));

  private final List<Object> values;

  private BoundValues(List<Object> values) {
    this.values = values;
  }

  /**
   * Hides values.
   *
   * @param values in the order of their question marks; null for SQL null
   * @return of these
   */
  public static BoundValues of(Object... values) {
    return new BoundValues(Collections.unmodifiableList(new ArrayList<>(Arrays.asList(values))));
  }

  /**
   * How many there are.
   *
   * @return one for each question mark
   */
  public int size() {
    return values.size();
  }

  /**
   * About how much memory they take, for who keeps them.
   *
   * @return bytes
   */
  public long bytes() {
    return bytes(values);
  }

  private static long bytes(Collection<?> values) {
    return values.stream().mapToLong(BoundValues::bytes).sum();
  }

  private static long bytes(Object value) {
    return switch (value) {
      case String text -> 40L + 2L * text.length();
      case byte[] bytes -> 16L + bytes.length;
      case JSON json -> 56L + 2L * json.data().length();
      case JSONB json -> 56L + 2L * json.data().length();
      case Object[] array -> 16L + bytes(Arrays.asList(array));
      case null, default -> 32L;
    };
  }

  /**
   * The values themselves, on one line: {@code ['ada@example.org', 42, null]}. Long ones and long
   * lists are cut, control characters are escaped, bytes are counted.
   *
   * @return for a person's eyes in development
   */
  public String revealed() {
    return joined(values, BoundValues::value);
  }

  /** Types and sizes: {@code [uuid, text(12), null]}. */
  @Override
  public String toString() {
    return joined(values, BoundValues::type);
  }

  private static String joined(Collection<?> values, Function<Object, String> text) {
    int more = values.size() - MOST_SHOWN;
    return values.stream()
        .limit(MOST_SHOWN)
        .map(text)
        .collect(Collectors.joining(", ", "[", more > 0 ? ", " + more + " more]" : "]"));
  }

  private static String type(Object value) {
    return switch (value) {
      case null -> "null";
      case String text -> "text(" + text.length() + ")";
      case byte[] bytes -> "bytea(" + bytes.length + ")";
      case JSON json -> "json(" + json.data().length() + ")";
      case JSONB json -> "jsonb(" + json.data().length() + ")";
      case Object[] array -> type(array.getClass().getComponentType()) + "[" + array.length + "]";
      case Enum<?> constant -> type(constant.getDeclaringClass());
      default -> type(value.getClass());
    };
  }

  private static String type(Class<?> type) {
    return TYPES.getOrDefault(type, type.getSimpleName());
  }

  private static String value(Object value) {
    return switch (value) {
      case null -> "null";
      case byte[] bytes -> type(bytes);
      case Object[] array -> joined(Arrays.asList(array), BoundValues::value);
      case Boolean flag -> flag.toString();
      case Number number -> LogText.line(number.toString(), LONGEST_VALUE);
      default -> "'" + LogText.line(value.toString(), LONGEST_VALUE) + "'";
    };
  }
}
