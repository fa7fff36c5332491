package dev.trestle.internal.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAccessor;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.jooq.Converter;
import org.jooq.EnumType;
import org.jooq.Field;
import org.jooq.JSON;
import org.jooq.JSONB;
import org.jooq.types.DayToSecond;
import org.jooq.types.YearToMonth;
import org.jooq.types.YearToSecond;
import org.jooq.util.postgres.PostgresUtils;

/** Writes values of a column's type as PostgreSQL's {@code COPY} reads them: its text format. */
public final class CopyText {
  private static final Set<Class<?>> TYPES =
      Set.of(
          String.class,
          UUID.class,
          Boolean.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          BigInteger.class,
          BigDecimal.class,
          LocalDate.class,
          LocalTime.class,
          LocalDateTime.class,
          OffsetTime.class,
          OffsetDateTime.class,
          Instant.class,
          YearToSecond.class,
          YearToMonth.class,
          DayToSecond.class,
          JSON.class,
          JSONB.class,
          byte[].class);

  private final Converter<Object, Object> converter;

  private CopyText(Converter<Object, Object> converter) {
    this.converter = converter;
  }

  /**
   * The format of a column.
   *
   * @throws IllegalArgumentException if its type has none here
   */
  @SuppressWarnings("unchecked")
  public static CopyText of(Field<?> column) {
    Class<?> stored = column.getConverter().fromType();
    if (!isKnown(stored)) {
      throw new IllegalArgumentException(
          "The column "
              + column.getName()
              + " is a "
              + column.getDataType().getTypeName()
              + ", which is not copied; leave it out, or insert the rows with createMany(…)");
    }
    return new CopyText((Converter<Object, Object>) column.getConverter());
  }

  private static boolean isKnown(Class<?> type) {
    return TYPES.contains(type)
        || EnumType.class.isAssignableFrom(type)
        || type.isArray() && isKnown(type.getComponentType());
  }

  /** Writes a value; a tab and a line's end are for the caller. */
  void write(Object value, StringBuilder out) {
    Object stored = converter.to(value);
    if (stored == null) {
      out.append("\\N");
      return;
    }
    String text = text(stored);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\' -> out.append("\\\\");
        case '\t' -> out.append("\\t");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        default -> out.append(c);
      }
    }
  }

  private static String text(Object value) {
    return switch (value) {
      case byte[] bytes -> "\\x" + HexFormat.of().formatHex(bytes);
      case Object[] elements -> array(elements);
      case EnumType constant -> constant.getLiteral();
      case Instant instant -> TimeText.of(instant.atOffset(ZoneOffset.UTC));
      case TemporalAccessor time -> TimeText.of(time);
      case YearToSecond interval -> PostgresUtils.toPGInterval(interval).toString();
      case DayToSecond interval -> PostgresUtils.toPGInterval(interval).toString();
      case YearToMonth interval -> PostgresUtils.toPGInterval(interval).toString();
      case JSON json -> json.data();
      case JSONB json -> json.data();
      default -> value.toString();
    };
  }

  private static String array(Object[] elements) {
    StringBuilder out = new StringBuilder("{");
    String separator = "";
    for (Object element : elements) {
      out.append(separator);
      switch (element) {
        case null -> out.append("NULL");
        case Object[] inner -> out.append(array(inner));
        default -> {
          String text = text(element);
          out.append('"').append(text.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
        }
      }
      separator = ",";
    }
    return out.append('}').toString();
  }
}
