package dev.trestle.internal.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Result;
import org.jooq.impl.DSL;
import org.jooq.impl.DefaultBinding;
import org.jooq.impl.IdentityConverter;

/**
 * How values of jOOQ's types go to and come from the driver: the common ones the way good JDBC by
 * hand does it, all others through jOOQ's own bindings and converters.
 */
final class ColumnTypes {
  /** Made anew for each column: some remember what the server's is. */
  private static final Map<Class<?>, Supplier<Reader>> READERS =
      Map.ofEntries(
          same(String.class, (rows, column, scope) -> rows.getString(column)),
          same(UUID.class, (rows, column, scope) -> uuid(rows, column)),
          same(Boolean.class, (rows, column, scope) -> orNull(rows, rows.getBoolean(column))),
          same(Short.class, (rows, column, scope) -> orNull(rows, rows.getShort(column))),
          same(Integer.class, (rows, column, scope) -> orNull(rows, rows.getInt(column))),
          same(Long.class, (rows, column, scope) -> orNull(rows, rows.getLong(column))),
          same(OffsetTime.class, (rows, column, scope) -> offsetTime(rows, column)),
          same(LocalTime.class, (rows, column, scope) -> rows.getObject(column, LocalTime.class)),
          Map.entry(OffsetDateTime.class, BinaryTime::offsetDateTime),
          Map.entry(LocalDateTime.class, BinaryTime::localDateTime),
          Map.entry(LocalDate.class, BinaryTime::localDate));

  private static final Map<Class<?>, Binder> BINDERS =
      Map.of(
          String.class, object(Types.VARCHAR),
          UUID.class, object(Types.OTHER),
          Boolean.class, object(Types.BOOLEAN),
          Short.class, object(Types.SMALLINT),
          Integer.class, object(Types.INTEGER),
          Long.class, object(Types.BIGINT),
          LocalDate.class, object(Types.DATE),
          LocalDateTime.class, object(Types.TIMESTAMP),
          OffsetDateTime.class, object(Types.TIMESTAMP_WITH_TIMEZONE));

  private ColumnTypes() {}

  /** Reads a column of a type. */
  static Reader reader(DataType<?> type) {
    Supplier<Reader> plain = isPlain(type) ? READERS.get(type.getType()) : null;
    return plain != null ? plain.get() : bound(type);
  }

  /** Binds a value of a type. */
  static Binder binder(DataType<?> type) {
    Binder plain = isPlain(type) ? BINDERS.get(type.getType()) : null;
    return plain != null
        ? plain
        : (statement, index, value, scope) -> scope.bind(type, statement, index, value);
  }

  /** Whether a type has neither a binding nor a converter of the user's. */
  static boolean isPlain(DataType<?> type) {
    // jOOQ's own bindings, one for each type, are nested in that class.
    return type.getBinding().getClass().getEnclosingClass() == DefaultBinding.class
        && type.getConverter() instanceof IdentityConverter;
  }

  /**
   * Refuses what cannot be bound or read.
   *
   * @param what names it in the message
   */
  static void check(DataType<?> type, String what) {
    if (Record.class.isAssignableFrom(type.getType())
        || Result.class.isAssignableFrom(type.getType())) {
      throw new IllegalArgumentException(
          what
              + " is a "
              + type.getType().getSimpleName()
              + ", which a prepared query cannot read; write one(row(…), mapping(…)) for a row and"
              + " many(path, select(…)) for rows, or run it with jOOQ as it is");
    }
  }

  private static <U> Reader bound(DataType<U> type) {
    Field<U> field = DSL.field("value", type);
    return (rows, column, scope) -> scope.read(field, rows, column);
  }

  private static Binder object(int sqlType) {
    return (statement, index, value, scope) -> {
      if (value == null) {
        statement.setNull(index, sqlType);
      } else {
        statement.setObject(index, value);
      }
    };
  }

  private static Map.Entry<Class<?>, Supplier<Reader>> same(Class<?> type, Reader reader) {
    return Map.entry(type, () -> reader);
  }

  /** In UTC: the driver gives the server's offset as long as it receives text, then UTC. */
  private static OffsetTime offsetTime(ResultSet rows, int column) throws SQLException {
    OffsetTime time = rows.getObject(column, OffsetTime.class);
    return time == null ? null : time.withOffsetSameInstant(ZoneOffset.UTC);
  }

  private static Object orNull(ResultSet rows, Object value) throws SQLException {
    return rows.wasNull() ? null : value;
  }

  /** The driver's 16 bytes, or its text. */
  private static UUID uuid(ResultSet rows, int column) throws SQLException {
    byte[] bytes = rows.getBytes(column);
    if (bytes == null) {
      return null;
    }
    if (bytes.length != 16) {
      return UUID.fromString(new String(bytes, StandardCharsets.US_ASCII));
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new UUID(buffer.getLong(), buffer.getLong());
  }
}
