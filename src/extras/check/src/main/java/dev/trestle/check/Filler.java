package dev.trestle.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts a few rows into each table that has none. */
final class Filler {
  static final int ROWS = 3;

  private final Connection connection;
  private final List<FillTable> tables;

  Filler(Connection connection, Catalog catalog) throws SQLException {
    this.connection = connection;
    this.tables = FillReader.read(connection, catalog);
  }

  /** The tables that stay empty, and why. */
  Map<String, String> fill() throws SQLException {
    Map<String, String> unfilled = new LinkedHashMap<>();
    Map<Long, Long> counts = new HashMap<>();
    for (FillTable table : parentsFirst()) {
      long count = count(table.table());
      if (count == 0) {
        FillRow rows = new FillRow(connection, table, counts);
        for (int i = 0; i < ROWS && rows.insert(i); i++) {
          count++;
        }
        rows.end();
        if (count == 0) {
          unfilled.put(table.table().shown(), rows.reason());
        }
      }
      counts.put(table.table().oid(), count);
    }
    return unfilled;
  }

  /** Of tables that refer to each other in a circle, in the order of their names. */
  private List<FillTable> parentsFirst() {
    List<FillTable> left = new ArrayList<>(tables);
    List<FillTable> ordered = new ArrayList<>();
    while (!left.isEmpty()) {
      FillTable next =
          left.stream()
              .filter(table ->
                  left.stream().noneMatch(other -> table.parents().contains(other.table().oid())))
              .findFirst()
              .orElse(left.getFirst());
      left.remove(next);
      ordered.add(next);
    }
    return ordered;
  }

  private long count(Catalog.Table table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select count(*) from " + table.quoted())) {
      row.next();
      return row.getLong(1);
    }
  }
}
