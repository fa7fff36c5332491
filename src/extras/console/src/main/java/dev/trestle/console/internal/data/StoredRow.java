package dev.trestle.console.internal.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A row as it is stored.
 *
 * @param relation that it is in
 * @param address of it
 * @param values in the order of the columns, as PostgreSQL writes them; enormous ones only begin
 * @param version that every change of it changes
 */
public record StoredRow(
    Relation relation, RowAddress address, List<Optional<String>> values, String version) {
  /** Characters of a value that are read; what is longer cannot be edited. */
  static final int LONGEST = 64 << 10;

  /**
   * Reads it.
   *
   * @param lock whether others are to wait with changes of it until the transaction ends
   * @return empty if it is not there
   */
  static Optional<StoredRow> read(
      Connection connection, Relation relation, RowAddress address, boolean lock)
      throws SQLException {
    if (!relation.hasKey() || relation.key().size() != address.key().size()) {
      return Optional.empty();
    }
    Sql sql = new Sql().add("select xmin::text");
    relation.columns().forEach(it -> Values.beginning(sql.add(", "), it, LONGEST + 1));
    sql.add(" from ").table(relation.name());
    address.write(sql, relation);
    sql.add(lock ? " for update" : "");
    try (PreparedStatement statement = sql.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      List<Optional<String>> values = new ArrayList<>();
      for (int i = 0; i < relation.columns().size(); i++) {
        values.add(Optional.ofNullable(rows.getString(i + 2)));
      }
      return Optional.of(new StoredRow(relation, address, values, rows.getString(1)));
    }
  }

  /** The value of a column. */
  Optional<String> value(Column column) {
    return values.get(relation.columns().indexOf(column));
  }

  /** Whether only the beginning of a value was read. */
  boolean isCut(Column column) {
    int most = column.isBytes() ? LONGEST / 2 * 2 + 2 : LONGEST + 1;
    return value(column).filter(it -> it.length() >= most).isPresent();
  }
}
