package dev.trestle.check;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Makes up rows of one table. PostgreSQL says which constraint refuses a row; then the next
 * combination of values for the columns of that constraint is tried.
 */
final class FillRow {
  private static final int TRIES = 400;

  private final Connection connection;
  private final FillTable table;
  private final Map<Long, Long> counts;
  private final Map<List<Integer>, Integer> tried = new HashMap<>();
  private final Map<Integer, Integer> chosen = new HashMap<>();
  private String reason = "";

  /**
   * @param counts how many rows the tables before this one have, by oid
   */
  FillRow(Connection connection, FillTable table, Map<Long, Long> counts) {
    this.connection = connection;
    this.table = table;
    this.counts = counts;
  }

  /** Why no row was taken. */
  String reason() {
    return reason;
  }

  /** Whether the table took one. */
  boolean insert(int row) {
    Map<Integer, List<String>> values = values(row);
    for (int i = 0; i < TRIES; i++) {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql(values));
        return true;
      } catch (SQLException e) {
        reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
        if (!next(refused(e), values)) {
          return false;
        }
      }
    }
    return false;
  }

  private Map<Integer, List<String>> values(int row) {
    Map<Integer, List<String>> values = new HashMap<>();
    for (FillTable.Column column : table.columns()) {
      values.put(
          column.number(),
          table
              .key(column.number())
              .map(key -> reference(key, column, row))
              .orElseGet(() -> FillValues.of(column, row)));
    }
    return values;
  }

  /** The same row of the other table for all columns of the key; rows in turn. */
  private List<String> reference(FillTable.Key key, FillTable.Column column, int row) {
    List<String> values = new ArrayList<>();
    long count = counts.getOrDefault(key.referenced().oid(), 0L);
    for (int i = 0; i < Math.min(count, Filler.ROWS); i++) {
      values.add(
          "(select "
              + Catalog.quote(key.referencedColumns().get(key.columns().indexOf(column.number())))
              + " from "
              + key.referenced().quoted()
              + " order by "
              + key.referencedColumns().stream()
                  .map(Catalog::quote)
                  .collect(Collectors.joining(", "))
              + " offset "
              + (row + i) % count
              + " limit 1)");
    }
    if (!column.required() || count == 0) {
      values.add("null");
    }
    return values;
  }

  private String sql(Map<Integer, List<String>> values) {
    if (table.columns().isEmpty()) {
      return "insert into " + table.table().quoted() + " default values";
    }
    return "insert into "
        + table.table().quoted()
        + " ("
        + table.columns().stream()
            .map(column -> Catalog.quote(column.name()))
            .collect(Collectors.joining(", "))
        + ") values ("
        + table.columns().stream()
            .map(column -> choice(column.number(), values))
            .collect(Collectors.joining(", "))
        + ")";
  }

  private String choice(int column, Map<Integer, List<String>> values) {
    List<String> options = values.get(column);
    return options.get(chosen.getOrDefault(column, 0) % options.size());
  }

  /** The columns that made PostgreSQL refuse the row; none if nothing can be done about it. */
  private List<Integer> refused(SQLException refusal) {
    Optional<ServerErrorMessage> told =
        refusal instanceof PSQLException e
            ? Optional.ofNullable(e.getServerErrorMessage())
            : Optional.empty();
    String state = String.valueOf(refusal.getSQLState());
    if (told.isEmpty() || !state.startsWith("22") && !state.startsWith("23")) {
      return List.of();
    }
    String column = told.get().getColumn();
    if (column != null) {
      return numbers(table.columns().stream().filter(it -> it.name().equals(column)).toList());
    }
    String constraint = told.get().getConstraint();
    if (constraint != null) {
      List<Integer> bound =
          table.rules().stream()
              .filter(rule -> rule.name().equals(constraint))
              .flatMap(rule -> rule.columns().stream())
              .filter(number -> table.columns().stream().anyMatch(it -> it.number() == number))
              .distinct()
              .toList();
      return bound.isEmpty()
          ? numbers(
              table.columns().stream()
                  .filter(it -> it.domainConstraints().contains(constraint))
                  .toList())
          : bound;
    }
    // No partition takes the row, or a value is none of its type.
    return numbers(table.columns());
  }

  private static List<Integer> numbers(List<FillTable.Column> columns) {
    return columns.stream().map(FillTable.Column::number).toList();
  }

  /** Counts through the combinations of some columns. */
  private boolean next(List<Integer> columns, Map<Integer, List<String>> values) {
    if (columns.isEmpty()) {
      return false;
    }
    int number = tried.merge(columns, 1, Integer::sum);
    if (IntStream.range(0, columns.size()).allMatch(i -> values.get(columns.get(i)).size() == 1)) {
      return false;
    }
    for (int column : columns) {
      int size = values.get(column).size();
      chosen.put(column, number % size);
      number /= size;
    }
    return true;
  }
}
