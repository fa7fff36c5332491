package dev.trestle.console.internal.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the catalogs, by the queries that lie beside this class: of one table as much as a page
 * shows, so that a page costs the same however many tables there are.
 */
public final class Tables {
  private Tables() {}

  /** All tables and views, by their names. */
  public static List<ListedTable> list(Connection connection) throws SQLException {
    return rows(
        connection,
        "list",
        List.of(),
        row ->
            new ListedTable(
                new TableName(row.getString("schema"), row.getString("name")),
                row.getString("kind"),
                row.getLong("rows"),
                row.getString("comment")));
  }

  /** One of them; empty if it is not there. */
  public static Optional<Relation> find(Connection connection, TableName name) throws SQLException {
    List<String> of = List.of(name.schema(), name.name());
    List<Column> columns = rows(connection, "columns", of, Tables::column);
    List<Reference> foreignKeys = rows(connection, "references", of, Tables::reference);
    return rows(
            connection,
            "table",
            of,
            row ->
                new Relation(
                    name,
                    row.getString("kind"),
                    row.getBoolean("writable"),
                    columns,
                    texts(row, "key"),
                    foreignKeys,
                    row.getLong("rows")))
        .stream()
        .findFirst();
  }

  private static Column column(ResultSet row) throws SQLException {
    return new Column(
        row.getString("name"),
        row.getString("type"),
        row.getString("category").charAt(0),
        row.getString("base"),
        row.getBoolean("not_null"),
        row.getBoolean("has_default"),
        row.getBoolean("read_only"),
        texts(row, "labels"));
  }

  private static Reference reference(ResultSet row) throws SQLException {
    return new Reference(
        row.getBoolean("outgoing"),
        texts(row, "columns"),
        new TableName(row.getString("other_schema"), row.getString("other_name")),
        texts(row, "other_columns"));
  }

  private static List<String> texts(ResultSet row, String column) throws SQLException {
    Array array = row.getArray(column);
    return List.of((String[]) array.getArray());
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private static <T> List<T> rows(
      Connection connection, String query, List<String> values, Reader<T> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(resource(query))) {
      for (int i = 0; i < values.size(); i++) {
        statement.setString(i + 1, values.get(i));
      }
      List<T> read = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          read.add(reader.read(rows));
        }
      }
      return read;
    }
  }

  private static String resource(String name) {
    try (InputStream in = Tables.class.getResourceAsStream(name + ".sql")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
