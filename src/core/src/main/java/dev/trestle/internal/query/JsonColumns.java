package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.DataType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writers of columns that give what one JSON mapper gives: the fast ones where that mapper has
 * nobody's serializer but Jackson's or ours for a type, and writes the samples the same; all others
 * by the mapper. A type is looked at when a column first has it: a start would look at all of them
 * for nothing, and the numbers of JSON alone take the JDK 20 ms to be ready for.
 */
final class JsonColumns {
  private final JsonMapper mapper;
  private final SerializationContext context;
  private final Map<Class<?>, Optional<FastColumn<?>>> fast = new ConcurrentHashMap<>();

  JsonColumns(JsonMapper mapper, SerializationContext context) {
    this.mapper = mapper;
    this.context = context;
  }

  /** A writer of a column. */
  JsonColumn of(DataType<?> type) {
    JsonColumn byMapper = byMapper(ColumnTypes.reader(type));
    return ColumnTypes.isPlain(type)
        ? fast.computeIfAbsent(type.getType(), this::fast)
            .<JsonColumn>map(known -> new Chosen(known, byMapper))
            .orElse(byMapper)
        : byMapper;
  }

  private Optional<FastColumn<?>> fast(Class<?> type) {
    FastColumn<?> known = FastColumn.ALL.get(type);
    return known != null
            && JsonProperties.isStandard(context.findValueSerializer(type))
            && agrees(mapper, known)
        ? Optional.of(known)
        : Optional.empty();
  }

  private static <V> boolean agrees(JsonMapper mapper, FastColumn<V> column) {
    JsonBuffer out = new JsonBuffer(256);
    for (V sample : column.samples()) {
      out.truncate(0);
      column.sample().accept(sample, out);
      if (!Arrays.equals(out.toBytes(), mapper.writeValueAsBytes(sample))) {
        return false;
      }
    }
    return true;
  }

  private JsonColumn byMapper(Reader reader) {
    return (rows, column, scope, out) -> {
      Object value = reader.read(rows, column, scope);
      if (value == null) {
        return false;
      }
      out.write(mapper.writeValueAsBytes(value));
      return true;
    };
  }

  /** The fast one, if the server's column is of a type that it reads: seen with the first row. */
  private static final class Chosen implements JsonColumn {
    private final FastColumn<?> fast;
    private final JsonColumn byMapper;
    private volatile FastColumn.Column checked;

    Chosen(FastColumn<?> fast, JsonColumn byMapper) {
      this.fast = fast;
      this.byMapper = byMapper;
    }

    @Override
    public boolean write(ResultSet rows, int column, BindingScopes scope, JsonBuffer out)
        throws SQLException {
      FastColumn.Column writer = checked;
      if (writer == null) {
        String type = rows.getMetaData().getColumnTypeName(column);
        writer = fast.types().contains(type) ? fast.column() : (bytes, r, c, o) -> false;
        checked = writer;
      }
      byte[] bytes = rows.getBytes(column);
      return bytes != null
          && (writer.write(bytes, rows, column, out) || byMapper.write(rows, column, scope, out));
    }
  }
}
