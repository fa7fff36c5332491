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
  private boolean silenced;

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
        if (!prune(e, values) && !next(refused(e), values) && !silenceTriggers(e)) {
          return false;
        }
      }
    }
    return false;
  }

  /** Leaves the connection as it was. */
  void end() throws SQLException {
    if (silenced) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("reset session_replication_role");
      }
    }
  }

  private Map<Integer, List<String>> values(int row) {
    Map<Integer, List<String>> values = new HashMap<>();
    for (FillTable.Column column : table.columns()) {
      values.put(
          column.number(),
          table
              .key(column.number())
              .map(key -> reference(key, column, row))
              .orElseGet(() -> new ArrayList<>(FillValues.of(column, row))));
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
    if (!column.required()) {
      values.add("null");
    }
    if (key.referenced().oid() == table.table().oid()) {
      // The row itself, if its key is made up like this value.
      values.addAll(FillValues.of(column, row));
    }
    if (values.isEmpty()) {
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
    String state = state(refusal);
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
      List<Integer> domains =
          numbers(
              table.columns().stream()
                  .filter(it -> it.domainConstraints().contains(constraint))
                  .toList());
      if (!bound.isEmpty() || !domains.isEmpty()) {
        return bound.isEmpty() ? domains : bound;
      }
    }
    // No partition takes the row, one of them refuses it, or a value is none of its type.
    return numbers(table.columns());
  }

  private static String state(SQLException refusal) {
    return String.valueOf(refusal.getSQLState());
  }

  /** Takes away what is no value of its column's type; whether there was any. */
  private boolean prune(SQLException refusal, Map<Integer, List<String>> values) {
    boolean pruned = false;
    for (List<String> options : values.values()) {
      if (state(refusal).startsWith("22") && options.removeIf(option -> !isValue(option))) {
        pruned = true;
        if (options.isEmpty()) {
          options.add("null");
        }
      }
    }
    return pruned;
  }

  /** What a trigger of the project's own refuses is tried without triggers, once, if we may. */
  private boolean silenceTriggers(SQLException refusal) {
    if (silenced || state(refusal).startsWith("22") || state(refusal).startsWith("23")) {
      return false;
    }
    silenced = true;
    try (Statement statement = connection.createStatement()) {
      statement.execute("set session_replication_role = replica");
      return true;
    } catch (SQLException e) {
      return false;
    }
  }

  private boolean isValue(String option) {
    if (option.equals("default")) {
      return true;
    }
    try (Statement statement = connection.createStatement()) {
      statement.execute("select " + option);
      return true;
    } catch (SQLException e) {
      return false;
    }
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
