package dev.trestle.check;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads what must be known of tables to make up rows. */
final class FillReader {
  private static final String COLUMNS =
      """
      with recursive base (type, below, modifier, required) as (
        select t.oid, t.oid, -1, t.typnotnull from pg_catalog.pg_type t
        union all
        select b.type, t.typbasetype, t.typtypmod, b.required or t.typnotnull
        from base b join pg_catalog.pg_type t on t.oid = b.below where t.typtype = 'd'
      )
      select a.attrelid, a.attnum, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod),
        t.typname, t.typcategory,
        case when b.modifier > 4 then b.modifier - 4 when a.atttypmod > 4 then a.atttypmod - 4
          when t.typcategory = 'V' then greatest(b.modifier, a.atttypmod, 0) else 0 end,
        a.attnotnull or b.required,
        a.atthasdef or a.attidentity <> '' or d.typdefault is not null,
        array(select e.enumlabel::text from pg_catalog.pg_enum e where e.enumtypid = t.oid
          order by e.enumsortorder),
        coalesce(r.relnatts, 0),
        array(select c.conname::text from pg_catalog.pg_constraint c
          join base x on x.type = a.atttypid and c.contypid = x.below),
        array(select pg_catalog.pg_get_constraintdef(c.oid) from pg_catalog.pg_constraint c
          where c.contype = 'c'
            and (c.conrelid = a.attrelid and a.attnum = any(c.conkey)
              or c.contypid in (select x.below from base x where x.type = a.atttypid)))
        || array(select pg_catalog.pg_get_expr(p.relpartbound, p.oid)
          from pg_catalog.pg_inherits i join pg_catalog.pg_class p on p.oid = i.inhrelid
          where i.inhparent = a.attrelid and p.relpartbound is not null)
      from pg_catalog.pg_attribute a
      join pg_catalog.pg_type d on d.oid = a.atttypid
      join base b on b.type = a.atttypid
      join pg_catalog.pg_type t on t.oid = b.below and t.typtype <> 'd'
      left join pg_catalog.pg_class r on r.oid = t.typrelid
      join pg_catalog.pg_class k on k.oid = a.attrelid and k.relkind in ('r', 'p')
      join pg_catalog.pg_namespace n on n.oid = k.relnamespace
      where a.attnum > 0 and not a.attisdropped and a.attgenerated = '' and a.attidentity <> 'a' and
      """
          + CatalogReader.OURS
          + " order by a.attrelid, a.attnum";

  /** Those of partitions hold for what is put into the whole table. */
  private static final String KEYS =
      """
      select distinct r.oid, c.confrelid,
        pg_catalog.array_to_string(array(select a.attnum
          from pg_catalog.unnest(c.conkey) with ordinality u (n, o)
          join pg_catalog.pg_attribute p on p.attrelid = c.conrelid and p.attnum = u.n
          join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attname = p.attname
          order by u.o), ' '),
        array(select f.attname::text from pg_catalog.unnest(c.confkey) with ordinality u (n, o)
          join pg_catalog.pg_attribute f on f.attrelid = c.confrelid and f.attnum = u.n
          order by u.o)
      from pg_catalog.pg_constraint c
      join pg_catalog.pg_class r
        on r.oid = coalesce(pg_catalog.pg_partition_root(c.conrelid), c.conrelid)
      where c.contype = 'f'
        and not exists (select from pg_catalog.pg_class p
          where p.oid = c.confrelid and p.relispartition and c.conparentid <> 0)
      """;

  private final Statement statement;
  private final Catalog catalog;

  private FillReader(Statement statement, Catalog catalog) {
    this.statement = statement;
    this.catalog = catalog;
  }

  /** All but partitions, which get their rows through what they are parts of. */
  static List<FillTable> read(Connection connection, Catalog catalog) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return new FillReader(statement, catalog).read();
    }
  }

  private List<FillTable> read() throws SQLException {
    Map<Long, List<FillTable.Column>> columns = columns();
    Map<Long, List<FillTable.Key>> keys = keys();
    return catalog.tables().values().stream()
        .filter(table -> table.kind() == 'r' || table.kind() == 'p')
        .filter(table -> !table.partition())
        .map(table ->
            new FillTable(
                table,
                columns.getOrDefault(table.oid(), List.of()),
                bounds(table),
                keys.getOrDefault(table.oid(), List.of())))
        .toList();
  }

  private List<FillTable.Bound> bounds(Catalog.Table table) {
    List<FillTable.Bound> bounds = new ArrayList<>();
    catalog.constraints().values().stream()
        .filter(constraint -> constraint.table() == table.oid())
        .forEach(it -> bounds.add(new FillTable.Bound(it.name(), it.columns())));
    catalog.indexes().values().stream()
        .filter(index -> index.table() == table.oid())
        .forEach(it -> bounds.add(new FillTable.Bound(it.name(), it.columns())));
    return bounds;
  }

  private Map<Long, List<FillTable.Column>> columns() throws SQLException {
    Map<Long, List<FillTable.Column>> columns = new HashMap<>();
    try (ResultSet row = statement.executeQuery(COLUMNS)) {
      while (row.next()) {
        columns.computeIfAbsent(row.getLong(1), table -> new ArrayList<>()).add(column(row));
      }
    }
    return columns;
  }

  private static FillTable.Column column(ResultSet row) throws SQLException {
    FillType base =
        new FillType(
            row.getString(5),
            row.getString(6).charAt(0),
            strings(row.getArray(10)),
            row.getInt(11));
    return new FillTable.Column(
        row.getInt(2),
        row.getString(3),
        row.getString(4),
        base,
        row.getInt(7),
        row.getBoolean(8),
        row.getBoolean(9),
        strings(row.getArray(12)),
        strings(row.getArray(13)));
  }

  private Map<Long, List<FillTable.Key>> keys() throws SQLException {
    Map<Long, List<FillTable.Key>> keys = new HashMap<>();
    try (ResultSet row = statement.executeQuery(KEYS)) {
      while (row.next()) {
        Catalog.Table referenced = catalog.tables().get(row.getLong(2));
        if (referenced != null) {
          List<Integer> columns =
              Arrays.stream(row.getString(3).split(" ")).map(Integer::valueOf).toList();
          keys.computeIfAbsent(row.getLong(1), table -> new ArrayList<>())
              .add(new FillTable.Key(referenced, columns, strings(row.getArray(4))));
        }
      }
    }
    return keys;
  }

  private static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
