package dev.trestle.internal.query;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.JSON;
import org.jooq.JSONB;

/**
 * A type that is written from the driver's bytes, without a value of it being made.
 *
 * @param <V> the type
 * @param column writes it
 * @param types of PostgreSQL that it is read from
 * @param sample writes a value as {@code column} would
 * @param samples in which mappers may differ
 */
record FastColumn<V>(
    Column column, Set<String> types, BiConsumer<V, JsonBuffer> sample, List<V> samples) {

  /** Writes a column that is not null. */
  @FunctionalInterface
  interface Column {
    /**
     * Writes the value.
     *
     * @param bytes the column as the driver received it
     * @param out takes it
     * @return false for a value that only the mapper can write; then nothing is written
     */
    boolean write(byte[] bytes, ResultSet rows, int column, JsonBuffer out) throws SQLException;
  }

  /** All there are, by jOOQ's type. */
  static final Map<Class<?>, FastColumn<?>> ALL =
      Map.of(
          String.class,
          new FastColumn<>(
              FastColumn::text,
              Set.of("text", "varchar", "bpchar", "name"),
              (value, out) -> out.writeString(value.getBytes(StandardCharsets.UTF_8)),
              List.of("", ascii(), "é\u0080\u2028😀")),
          UUID.class,
          new FastColumn<>(
              FastColumn::uuid,
              Set.of("uuid"),
              (value, out) -> out.writeUuid(bytes(value)),
              List.of(new UUID(0, 0), new UUID(0x0123_4567_89ab_cdefL, -1))),
          Boolean.class,
          new FastColumn<>(
              FastColumn::bool,
              Set.of("bool"),
              (value, out) -> out.writeBoolean(value),
              List.of(true, false)),
          Short.class,
          whole(Set.of("int2"), (short) -1, Short.MIN_VALUE),
          Integer.class,
          whole(Set.of("int2", "int4"), -1, Integer.MIN_VALUE),
          Long.class,
          whole(Set.of("int2", "int4", "int8"), -1L, Long.MIN_VALUE),
          OffsetDateTime.class,
          new FastColumn<>(
              FastColumn::instant,
              Set.of("timestamptz"),
              (value, out) -> out.writeInstant(micros(value)),
              List.of(
                  OffsetDateTime.parse("0001-01-01T00:00:00Z"),
                  OffsetDateTime.parse("2024-02-29T10:00:00Z"),
                  OffsetDateTime.parse("2024-07-31T10:00:00Z"),
                  OffsetDateTime.parse("9999-12-31T23:59:59.000010Z"))),
          JSON.class,
          raw("json", JSON::json, JSON::data),
          JSONB.class,
          raw("jsonb", JSONB::jsonb, JSONB::data));

  private static <N extends Number> FastColumn<N> whole(Set<String> types, N one, N other) {
    return new FastColumn<>(
        FastColumn::whole,
        types,
        (value, out) -> out.writeNumber(value.longValue()),
        List.of(one, other));
  }

  private static <J> FastColumn<J> raw(
      String type, Function<String, J> maker, Function<J, String> data) {
    return new FastColumn<>(
        FastColumn::json,
        Set.of(type),
        (value, out) -> out.write(data.apply(value).getBytes(StandardCharsets.UTF_8)),
        List.of(maker.apply("{\"b\" : [1.0,\"é\"]}"), maker.apply("null")));
  }

  private static String ascii() {
    return IntStream.range(0, 128)
        .mapToObj(c -> String.valueOf((char) c))
        .collect(Collectors.joining());
  }

  private static byte[] bytes(UUID value) {
    return ByteBuffer.allocate(16)
        .putLong(value.getMostSignificantBits())
        .putLong(value.getLeastSignificantBits())
        .array();
  }

  private static long micros(OffsetDateTime value) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, value.toInstant());
  }

  private static boolean text(byte[] bytes, ResultSet rows, int column, JsonBuffer out) {
    out.writeString(bytes);
    return true;
  }

  private static boolean json(byte[] bytes, ResultSet rows, int column, JsonBuffer out) {
    out.write(bytes);
    return true;
  }

  /** The driver's 16 bytes, or its text. */
  private static boolean uuid(byte[] bytes, ResultSet rows, int column, JsonBuffer out) {
    if (bytes.length == 16) {
      out.writeUuid(bytes);
    } else {
      out.writeString(bytes);
    }
    return true;
  }

  /** The driver's byte, 1 or 0, or its text, t or f. */
  private static boolean bool(byte[] bytes, ResultSet rows, int column, JsonBuffer out) {
    out.writeBoolean(bytes[0] == 1 || bytes[0] == 't');
    return true;
  }

  private static boolean whole(byte[] bytes, ResultSet rows, int column, JsonBuffer out)
      throws SQLException {
    out.writeNumber(rows.getLong(column));
    return true;
  }

  /** Not infinity, and of the years 1 to 9999. */
  private static boolean instant(byte[] bytes, ResultSet rows, int column, JsonBuffer out)
      throws SQLException {
    if (BinaryTime.isReadable(bytes)) {
      out.writeInstant(BinaryTime.epochMicros(bytes));
      return true;
    }
    if (bytes.length == Long.BYTES) {
      return false;
    }
    OffsetDateTime value = rows.getObject(column, OffsetDateTime.class);
    boolean usual = value.getYear() >= 1 && value.getYear() <= 9999;
    if (usual) {
      out.writeInstant(micros(value));
    }
    return usual;
  }
}
