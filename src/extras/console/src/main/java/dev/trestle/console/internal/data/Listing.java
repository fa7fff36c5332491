package dev.trestle.console.internal.data;

import dev.trestle.HttpError;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Some rows of a table or view.
 *
 * @param relation that they are of
 * @param shown what was asked for
 * @param rows in their order
 * @param previous what comes before them
 * @param next what comes behind them
 */
public record Listing(
    Relation relation,
    Shown shown,
    List<ListedRow> rows,
    Optional<Shown> previous,
    Optional<Shown> next) {
  /** That a page has. */
  public static final int ROWS = 50;

  private static final int LONGEST_CELL = 120;

  /** A row as it was read. */
  private record Read(List<Optional<String>> cells, List<Optional<String>> at, List<String> key) {}

  /**
   * Reads them.
   *
   * @throws HttpError 404 if there is no such table, 400 if it has no such column
   */
  public static Listing read(Connection connection, Shown shown) throws SQLException {
    Relation relation = relation(connection, shown.table());
    Optional<Order> order = Order.of(relation, shown.sort());
    boolean placed = order.isPresent() && shown.at().size() == order.get().columns().size();
    List<Read> read = rows(connection, relation, shown, order, placed);
    boolean more = read.size() > ROWS;
    if (more) {
      read.removeLast();
    }
    boolean backwards = placed && shown.backwards();
    if (backwards) {
      Collections.reverse(read);
    }
    Optional<Shown> previous = Optional.empty();
    Optional<Shown> next = Optional.empty();
    if (order.isEmpty()) {
      next = more ? Optional.of(shown.from(shown.offset() + ROWS)) : next;
      previous =
          shown.offset() > 0
              ? Optional.of(shown.from(Math.max(0, shown.offset() - ROWS)))
              : previous;
    } else if (!read.isEmpty()) {
      boolean behind = backwards || more;
      boolean before = backwards ? more : placed;
      next = behind ? Optional.of(shown.from(read.getLast().at(), false)) : next;
      previous = before ? Optional.of(shown.from(read.getFirst().at(), true)) : previous;
    }
    List<ListedRow> rows = read.stream().map(row -> row(relation, row)).toList();
    return new Listing(relation, shown, rows, previous, next);
  }

  /**
   * No rows, for a page that says why.
   *
   * @throws HttpError 404 if there is no such table
   */
  public static Listing none(Connection connection, Shown shown) throws SQLException {
    Relation relation = relation(connection, shown.table());
    return new Listing(relation, shown, List.of(), Optional.empty(), Optional.empty());
  }

  static Relation relation(Connection connection, TableName name) throws SQLException {
    return Tables.find(connection, name)
        .orElseThrow(() -> HttpError.notFound("There is no table or view " + name + "."));
  }

  private static List<Read> rows(
      Connection connection, Relation relation, Shown shown, Optional<Order> order, boolean placed)
      throws SQLException {
    boolean descending = shown.descending() != (placed && shown.backwards());
    List<Column> at = order.map(Order::columns).orElse(List.of());
    Sql sql = new Sql().add("select ");
    sql.each(relation.columns(), ", ", it -> Values.beginning(sql, it, LONGEST_CELL + 1));
    at.forEach(it -> sql.add(", ").name(it.name()).add("::text"));
    relation.key().forEach(it -> sql.add(", ").name(it).add("::text"));
    sql.add(relation.columns().isEmpty() ? "1 from " : " from ").table(relation.name()).add(" t");
    String joint = " where ";
    for (Filter filter : shown.filters()) {
      filter.operator().write(sql.add(joint), column(relation, filter.column()), filter.value());
      joint = " and ";
    }
    if (placed) {
      order.get().writeBehind(sql.add(joint), shown.at(), descending);
    }
    if (order.isPresent()) {
      order.get().write(sql, descending);
    } else if (shown.sort().isPresent()) {
      sql.add(" order by t.").name(column(relation, shown.sort().get()).name());
      sql.add(descending ? " desc" : "");
    }
    sql.add(" limit " + (ROWS + 1) + (order.isEmpty() ? " offset " + shown.offset() : ""));
    List<Read> read = new ArrayList<>();
    try (PreparedStatement statement = sql.prepare(connection);
        ResultSet rows = statement.executeQuery()) {
      int columns = relation.columns().size();
      while (rows.next()) {
        read.add(
            new Read(
                texts(rows, 1, columns),
                texts(rows, columns + 1, at.size()),
                texts(rows, columns + at.size() + 1, relation.key().size()).stream()
                    .map(Optional::orElseThrow)
                    .toList()));
      }
    }
    return read;
  }

  private static Column column(Relation relation, String name) {
    return relation
        .column(name)
        .orElseThrow(
            () -> HttpError.badRequest(relation.name() + " has no column '" + name + "'."));
  }

  private static List<Optional<String>> texts(ResultSet row, int from, int count)
      throws SQLException {
    List<Optional<String>> texts = new ArrayList<>();
    for (int i = from; i < from + count; i++) {
      texts.add(Optional.ofNullable(row.getString(i)));
    }
    return texts;
  }

  private static ListedRow row(Relation relation, Read read) {
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < relation.columns().size(); i++) {
      Optional<String> text = read.cells().get(i);
      boolean cut = text.filter(it -> it.length() > LONGEST_CELL).isPresent();
      Column column = relation.columns().get(i);
      cells.add(
          new Cell(
              cut ? text.map(it -> it.substring(0, LONGEST_CELL)) : text,
              cut,
              References.from(relation, column, name -> uncut(relation, read, name)),
              column.isNumber()));
    }
    Optional<String> url =
        relation.hasKey()
            ? Optional.of(RowAddress.of(relation.name(), read.key()).url())
            : Optional.empty();
    return new ListedRow(List.copyOf(cells), url);
  }

  private static Optional<String> uncut(Relation relation, Read read, String column) {
    return relation
        .column(column)
        .flatMap(it -> read.cells().get(relation.columns().indexOf(it)))
        .filter(it -> it.length() <= LONGEST_CELL);
  }
}
