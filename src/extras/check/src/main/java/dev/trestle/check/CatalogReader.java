package dev.trestle.check;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a {@link Catalog}. The names are those that PostgreSQL 14 to 18 have in common. */
final class CatalogReader {
  /** Schemas that are not the project's. */
  static final String OURS =
      " n.nspname not in ('pg_catalog', 'information_schema')"
          + " and n.nspname not like 'pg\\_toast%' and n.nspname not like 'pg\\_temp%' ";

  private static final String NO_EXTENSION =
      " not exists (select from pg_catalog.pg_depend e where e.objid = %s.oid"
          + " and e.classid = '%s'::pg_catalog.regclass and e.deptype in (%s)) ";

  private static final String TABLES =
      "select c.oid, n.oid, n.nspname, c.relname, c.relkind, c.relispartition,"
          + " c.relfilenode, c.reltablespace"
          + " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
          + " where c.relkind in ('r', 'p', 'v', 'm', 'f') and"
          + OURS
          + "and"
          + NO_EXTENSION.formatted("c", "pg_catalog.pg_class", "'e'")
          + "order by n.nspname, c.relname";

  private static final String COLUMNS =
      "select a.attrelid, a.attnum, a.attname, a.atttypid, a.atttypmod,"
          + " pg_catalog.format_type(a.atttypid, a.atttypmod), a.attnotnull,"
          + " a.atthasdef or t.typdefault is not null, a.attidentity <> '', a.attgenerated"
          + " from pg_catalog.pg_attribute a"
          + " join pg_catalog.pg_class c on c.oid = a.attrelid"
          + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
          + " left join pg_catalog.pg_type t on t.oid = a.atttypid"
          + " where c.relkind in ('r', 'p', 'v', 'm', 'f') and a.attnum > 0"
          + " and not a.attisdropped and"
          + OURS;

  private static final String CONSTRAINTS =
      "select c.oid, c.conname, c.conrelid, c.contype, not c.conislocal or c.conparentid <> 0,"
          + " c.convalidated, c.confrelid, c.conindid,"
          + " pg_catalog.array_to_string(c.conkey, ' ')"
          + " from pg_catalog.pg_constraint c"
          + " join pg_catalog.pg_namespace n on n.oid = c.connamespace"
          + " where c.conrelid <> 0 and c.contype in ('c', 'f', 'p', 'u', 'x')"
          + " and"
          + OURS;

  private static final String INDEXES =
      "select i.indexrelid, c.relname, i.indrelid, i.indisvalid, c.relispartition, c.relfilenode,"
          + " i.indkey::text, coalesce(pg_catalog.pg_get_expr(i.indpred, i.indrelid), '')"
          + " from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid"
          + " join pg_catalog.pg_namespace n on n.oid = c.relnamespace where"
          + OURS;

  private static final String ENUM_VALUES =
      "select e.oid, e.enumtypid, pg_catalog.format_type(e.enumtypid, null), e.enumlabel"
          + " from pg_catalog.pg_enum e order by e.enumtypid, e.enumsortorder";

  private static final String OBJECTS =
      "select pg_catalog.format('function %s.%s(%s)', n.nspname, p.proname,"
          + " pg_catalog.pg_get_function_identity_arguments(p.oid))"
          + " from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace"
          + " where p.prorettype not in ('trigger'::pg_catalog.regtype,"
          + " 'event_trigger'::pg_catalog.regtype) and"
          + OURS
          + "and"
          + NO_EXTENSION.formatted("p", "pg_catalog.pg_proc", "'e'")
          + "union all select pg_catalog.format('type %s.%s', n.nspname, t.typname)"
          + " from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace"
          + " left join pg_catalog.pg_class c on c.oid = t.typrelid"
          + " where (t.typtype in ('e', 'd') or c.relkind = 'c') and"
          + OURS
          + "and"
          + NO_EXTENSION.formatted("t", "pg_catalog.pg_type", "'e'")
          + "union all select pg_catalog.format('sequence %s.%s', n.nspname, c.relname)"
          + " from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace"
          + " where c.relkind = 'S' and"
          + OURS
          + "and"
          + NO_EXTENSION.formatted("c", "pg_catalog.pg_class", "'a', 'i', 'e'")
          + "order by 1";

  private CatalogReader() {}

  static Catalog read(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      Map<Long, Catalog.Table> tables = new LinkedHashMap<>();
      each(statement, TABLES, row -> tables.put(row.getLong(1), table(row)));
      Map<Long, Map<Integer, Catalog.Column>> columns = new LinkedHashMap<>();
      each(
          statement,
          COLUMNS,
          row ->
              columns
                  .computeIfAbsent(row.getLong(1), table -> new TreeMap<>())
                  .put(row.getInt(2), column(row)));
      Map<Long, Catalog.Constraint> constraints = new LinkedHashMap<>();
      each(statement, CONSTRAINTS, row -> constraints.put(row.getLong(1), constraint(row)));
      Map<Long, Catalog.Index> indexes = new LinkedHashMap<>();
      each(statement, INDEXES, row -> indexes.put(row.getLong(1), index(row)));
      Map<Long, Catalog.EnumValue> values = new LinkedHashMap<>();
      each(
          statement,
          ENUM_VALUES,
          row ->
              values.put(
                  row.getLong(1),
                  new Catalog.EnumValue(row.getLong(2), row.getString(3), row.getString(4))));
      List<String> objects = new ArrayList<>();
      each(statement, OBJECTS, row -> objects.add(row.getString(1)));
      return new Catalog(tables, columns, constraints, indexes, values, objects);
    }
  }

  private static Catalog.Table table(ResultSet row) throws SQLException {
    return new Catalog.Table(
        row.getLong(1),
        row.getLong(2),
        row.getString(3),
        row.getString(4),
        row.getString(5).charAt(0),
        row.getBoolean(6),
        row.getLong(7),
        row.getLong(8));
  }

  private static Catalog.Column column(ResultSet row) throws SQLException {
    return new Catalog.Column(
        row.getInt(2),
        row.getString(3),
        row.getLong(4),
        row.getInt(5),
        row.getString(6),
        row.getBoolean(7),
        row.getBoolean(8),
        row.getBoolean(9),
        row.getString(10));
  }

  private static Catalog.Constraint constraint(ResultSet row) throws SQLException {
    return new Catalog.Constraint(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getString(4).charAt(0),
        row.getBoolean(5),
        row.getBoolean(6),
        row.getLong(7),
        row.getLong(8),
        numbers(row.getString(9)));
  }

  private static Catalog.Index index(ResultSet row) throws SQLException {
    return new Catalog.Index(
        row.getLong(1),
        row.getString(2),
        row.getLong(3),
        row.getBoolean(4),
        row.getBoolean(5),
        row.getLong(6),
        numbers(row.getString(7)),
        row.getString(8));
  }

  private static List<Integer> numbers(String text) {
    return text == null || text.isBlank()
        ? List.of()
        : Arrays.stream(text.split(" ")).map(Integer::valueOf).toList();
  }

  private static void each(Statement statement, String sql, RowReader reader) throws SQLException {
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        reader.read(rows);
      }
    }
  }

  private interface RowReader {
    void read(ResultSet row) throws SQLException;
  }
}
