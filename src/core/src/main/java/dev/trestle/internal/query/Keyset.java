package dev.trestle.internal.query;

import static org.jooq.impl.DSL.and;
import static org.jooq.impl.DSL.or;
import static org.jooq.impl.DSL.row;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Select;
import org.jooq.SortField;
import org.jooq.SortOrder;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.UniqueKey;
import org.jooq.impl.QOM;

/**
 * The order of a query, in which each row has a place of its own: columns that are never null, and
 * among them a key of each table, so that "after this row" means the same whatever is inserted.
 */
final class Keyset {
  private final List<Column> columns;

  private Keyset(List<Column> columns) {
    this.columns = columns;
  }

  private record Column(TableField<?, ?> field, boolean descending, CursorType type) {}

  /**
   * The order of a select.
   *
   * @throws IllegalArgumentException if it leaves the place of a row open
   */
  static Keyset of(Select<?> select) {
    Listing.checkOrdered(select, "slice(…)");
    if (Listing.isGrouped(select)) {
      throw refused("of a query without group by, having and distinct, not of ", select);
    }
    if (Listing.hasWindow(select)) {
      throw refused(
          "of which each part says the same of its rows as the whole, without window functions such"
              + " as row_number() over (…), not of ",
          select);
    }
    List<Table<?>> tables = new ArrayList<>();
    select.$from().forEach(table -> addTables(table, tables));
    List<Column> columns = new ArrayList<>();
    for (SortField<?> sort : select.$orderBy()) {
      columns.add(column(sort, tables));
    }
    for (Table<?> table : tables) {
      if (table.getKeys().stream().noneMatch(key -> has(columns, table, key))) {
        throw refused(
            "in an order that ends in a key of " + table.getName() + addition(table) + ", not ",
            select.$orderBy());
      }
    }
    return new Keyset(List.copyOf(columns));
  }

  /** The tables of a join that gives a row no more than its partners: inner ones. */
  private static void addTables(Table<?> table, List<Table<?>> tables) {
    switch (table) {
      case QOM.Join<?> join -> {
        addTables(join.$table1(), tables);
        addTables(join.$table2(), tables);
      }
      case QOM.JoinTable<?, ?> join ->
          throw refused(
              "of a table, its inner joins and paths from it such as POSTS.users().NAME, not of ",
              join);
      default -> tables.add(table);
    }
  }

  private static Column column(SortField<?> sort, List<Table<?>> tables) {
    if (!(sort.$field() instanceof TableField<?, ?> field) || !tables.contains(field.getTable())) {
      throw refused("in the order of columns of the query's tables, not of ", sort.$field());
    }
    if (field.getDataType().nullable()) {
      throw refused("in the order of columns that are never null, not of ", field);
    }
    CursorType type =
        CursorType.of(field.getDataType())
            .orElseThrow(() ->
                refused(
                    "in the order of numbers, texts, dates, times, UUIDs, booleans and enums, not"
                        + " of a "
                        + field.getDataType().getTypeName()
                        + ", as is ",
                    field));
    return new Column(field, sort.$sortOrder() == SortOrder.DESC, type);
  }

  private static boolean has(List<Column> columns, Table<?> table, UniqueKey<?> key) {
    Set<String> names =
        columns.stream()
            .filter(column -> table.equals(column.field().getTable()))
            .map(column -> column.field().getName())
            .collect(Collectors.toSet());
    return key.getFields().stream().allMatch(field -> names.contains(field.getName()));
  }

  private static String addition(Table<?> table) {
    UniqueKey<?> primary = table.getPrimaryKey();
    return primary == null
        ? ""
        : " (add "
            + primary.getFields().stream().map(Field::getName).collect(Collectors.joining(", "))
            + ")";
  }

  private static IllegalArgumentException refused(String expected, Object found) {
    return new IllegalArgumentException("slice(…) reads a list " + expected + found);
  }

  List<? extends Field<?>> fields() {
    return columns.stream().map(Column::field).toList();
  }

  List<CursorType> types() {
    return columns.stream().map(Column::type).toList();
  }

  List<SortField<?>> order(boolean backward) {
    List<SortField<?>> order = new ArrayList<>();
    for (Column column : columns) {
      order.add(column.descending() != backward ? column.field().desc() : column.field().asc());
    }
    return order;
  }

  /**
   * The rows beyond a place: {@code (a, b) < (?, ?)}, which an index serves, or where the
   * directions differ {@code a <= ? and (a < ? or a = ? and b > ?)}.
   *
   * @param place a value for each column
   */
  Condition beyond(List<? extends Field<?>> place, boolean backward) {
    boolean descending = columns.getFirst().descending();
    if (columns.stream().allMatch(column -> column.descending() == descending)) {
      return descending != backward ? row(fields()).lt(row(place)) : row(fields()).gt(row(place));
    }
    List<Condition> ways = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      List<Condition> way = new ArrayList<>();
      for (int equal = 0; equal < i; equal++) {
        way.add(field(equal).eq(field(place, equal)));
      }
      way.add(
          columns.get(i).descending() != backward
              ? field(i).lt(field(place, i))
              : field(i).gt(field(place, i)));
      ways.add(and(way));
    }
    Condition narrow =
        descending != backward ? field(0).le(field(place, 0)) : field(0).ge(field(place, 0));
    return narrow.and(or(ways));
  }

  @SuppressWarnings("unchecked")
  private Field<Object> field(int index) {
    return (Field<Object>) columns.get(index).field();
  }

  @SuppressWarnings("unchecked")
  private static Field<Object> field(List<? extends Field<?>> fields, int index) {
    return (Field<Object>) fields.get(index);
  }
}
