package dev.trestle.check;

import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.jooq.Field;
import org.jooq.Schema;
import org.jooq.Table;

/**
 * What the classes of the running service name.
 *
 * @param names {@code schema.table} and {@code schema.table.column}
 * @param word how to speak of it
 */
record Deployed(Set<String> names, String word) {

  /** Everything in a database: the classes that would be generated from it. */
  static Deployed of(Catalog catalog) {
    Set<String> names = new HashSet<>();
    for (Catalog.Table table : catalog.tables().values()) {
      names.add(name(table));
      for (Catalog.Column column : catalog.columnsOf(table.oid())) {
        names.add(name(table, column));
      }
    }
    return new Deployed(Set.copyOf(names), "classes generated before this migration name it");
  }

  static Deployed of(Collection<Schema> schemas) {
    return ofTables(schemas.stream().flatMap(schema -> schema.getTables().stream()).toList());
  }

  static Deployed ofTables(Collection<? extends Table<?>> tables) {
    Set<String> names = new HashSet<>();
    for (Table<?> table : tables) {
      // Without a schema, classes mean what the search path begins with.
      Schema schema = table.getSchema();
      String owner = schema == null || schema.getName().isEmpty() ? "public" : schema.getName();
      names.add(owner + "." + table.getName());
      for (Field<?> field : table.fields()) {
        names.add(owner + "." + table.getName() + "." + field.getName());
      }
    }
    return new Deployed(Set.copyOf(names), "the deployed classes name it");
  }

  static String name(Catalog.Table table) {
    return table.schema() + "." + table.name();
  }

  static String name(Catalog.Table table, Catalog.Column column) {
    return name(table) + "." + column.name();
  }

  boolean has(String name) {
    return names.contains(name);
  }
}
