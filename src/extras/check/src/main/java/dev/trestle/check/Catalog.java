package dev.trestle.check;

import java.util.List;
import java.util.Map;

/**
 * What a database has at one moment, as the migrating transaction sees it. Its own objects and
 * those of extensions are left out.
 *
 * @param tables tables, partitions, views and materialized views by oid
 * @param columns by table and number
 * @param constraints by oid
 * @param indexes by oid
 * @param enumValues by oid
 * @param objects functions, types and sequences, as {@code function name(text)}
 */
record Catalog(
    Map<Long, Table> tables,
    Map<Long, Map<Integer, Column>> columns,
    Map<Long, Constraint> constraints,
    Map<Long, Index> indexes,
    Map<Long, EnumValue> enumValues,
    List<String> objects) {

  /**
   * A table, or what is read like one.
   *
   * @param kind as in {@code pg_class}: {@code r}, {@code p}, {@code v}, {@code m}, {@code f}
   * @param partition whether it is one of another table
   * @param filenode changes when it is written anew
   */
  record Table(
      long oid,
      long schemaOid,
      String schema,
      String name,
      char kind,
      boolean partition,
      long filenode,
      long tablespace) {
    String shown() {
      return schema.equals("public") ? name : schema + "." + name;
    }

    String quoted() {
      return quote(schema) + "." + quote(name);
    }
  }

  /** A column; its default may be that of its type. */
  record Column(
      int number,
      String name,
      long type,
      int modifier,
      String typeName,
      boolean notNull,
      boolean hasDefault,
      boolean identity,
      String generated) {
    boolean sameType(Column other) {
      return type == other.type && modifier == other.modifier;
    }
  }

  /**
   * A constraint.
   *
   * @param kind as in {@code pg_constraint}: {@code c}, {@code f}, {@code p}, {@code u}, {@code x}
   * @param inherited whether it only repeats that of another table
   * @param referenced table of a foreign key, else 0
   * @param index of it; that of the referenced table for a foreign key; else 0
   */
  record Constraint(
      long oid,
      String name,
      long table,
      char kind,
      boolean inherited,
      boolean validated,
      long referenced,
      long index,
      List<Integer> columns) {
    boolean ownsIndex() {
      return kind == 'p' || kind == 'u' || kind == 'x';
    }
  }

  /** An index; of a partial one {@code predicate} is not empty. */
  record Index(
      long oid,
      String name,
      long table,
      boolean valid,
      boolean partition,
      long filenode,
      List<Integer> columns,
      String predicate) {}

  /** A value of an enum. */
  record EnumValue(long type, String typeName, String label) {}

  static String quote(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  List<Column> columnsOf(long table) {
    return List.copyOf(columns.getOrDefault(table, Map.of()).values());
  }

  Column column(long table, int number) {
    return columns.get(table).get(number);
  }
}
