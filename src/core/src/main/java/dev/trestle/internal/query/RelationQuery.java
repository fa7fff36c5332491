package dev.trestle.internal.query;

import static org.jooq.impl.DSL.and;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.condition;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.list;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.table;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Select;
import org.jooq.SelectFieldOrAsterisk;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/**
 * The statement that loads a relation for all rows of its parents at once: the user's {@code
 * select} with a condition on the key, and with the key as its last columns if it is not among the
 * user's.
 *
 * <p>Without a limit: {@code select …, author_id from posts where … and author_id = any(?)}. With
 * one, which counts for each parent: {@code select r.*, k.key_0 from unnest(?) as k (key_0) cross
 * join lateral (select …, row_number() over (order by …) … where author_id = key_0 … limit 5) as r
 * order by r.trestle_row}.
 *
 * @param select to be rendered
 * @param keyTypes of the key's columns
 * @param selected where the key is in the user's own select, from 0; empty if behind all of that
 * @param skipped how many columns are between the user's and the key's
 */
record RelationQuery(
    Select<?> select, List<DataType<?>> keyTypes, List<Integer> selected, int skipped) {
  /** Begins the names of the parameters that take the parents' keys. */
  static final String KEYS = "keys";

  static RelationQuery of(ManyField<?> relation, List<RelationKeys.Pair> pairs) {
    Select<?> select = relation.select();
    List<Field<?>> key = key(relation, pairs);
    List<DataType<?>> types = new ArrayList<>();
    key.forEach(column -> types.add(column.getDataType()));
    boolean limited = select.$limit() != null || select.$offset() != null;
    return limited
        ? new RelationQuery(perParent(select, key, types), types, List.of(), 1)
        : together(select, key, types);
  }

  /** Where the key is in the result, from 0. */
  List<Integer> keyColumns(Shape shape) {
    return selected.isEmpty()
        ? IntStream.range(0, keyTypes.size())
            .mapToObj(i -> shape.columns().size() + skipped + i)
            .toList()
        : selected.stream().map(i -> ((Shape.Node.Leaf) shape.nodes().get(i)).column()).toList();
  }

  /** The key's columns, on the table that the relation's own statement selects from. */
  private static List<Field<?>> key(ManyField<?> relation, List<RelationKeys.Pair> pairs) {
    Table<?> path = relation.path();
    for (Table<?> table : relation.select().$from()) {
      // A generated path is a subclass of the table it leads to, whatever its alias.
      if (table.getClass().isInstance(path)) {
        return pairs.stream().<Field<?>>map(pair -> table.field(pair.child().getName())).toList();
      }
    }
    String target = path.getClass().getSuperclass().getSimpleName();
    throw new IllegalArgumentException(
        "many(…) follows a path to "
            + target
            + ", so its select has to be from that table; it is from "
            + relation.select().$from());
  }

  private static RelationQuery together(
      Select<?> select, List<Field<?>> key, List<DataType<?>> types) {
    Condition belongs =
        key.size() == 1
            ? equalAny(key.getFirst(), types.getFirst())
            : condition(
                "({0}) in (select * from unnest({1}))",
                list(key.toArray(Field<?>[]::new)), list(arrays(types)));
    Select<?> theirs = select.$where(both(select.$where(), belongs));
    List<Field<?>> there = Columns.of(select);
    if (there.containsAll(key)) {
      return new RelationQuery(theirs, types, key.stream().map(there::indexOf).toList(), 0);
    }
    List<SelectFieldOrAsterisk> columns = columns(select);
    columns.addAll(key);
    return new RelationQuery(theirs.$select(columns), types, List.of(), 0);
  }

  private static Select<?> perParent(
      Select<?> select, List<Field<?>> key, List<DataType<?>> types) {
    List<Field<?>> parents =
        IntStream.range(0, key.size())
            .<Field<?>>mapToObj(i -> field(name("trestle_keys", "key_" + i), types.get(i)))
            .toList();
    Condition belongs =
        and(
            IntStream.range(0, key.size())
                .mapToObj(i -> equal(key.get(i), parents.get(i)))
                .toList());
    Field<Integer> row =
        field("{0}", SQLDataType.INTEGER, rowNumber().over().orderBy(select.$orderBy()))
            .as("trestle_row");
    List<SelectFieldOrAsterisk> columns = columns(select);
    columns.add(row);
    Select<?> each = select.$where(both(select.$where(), belongs)).$select(columns);
    Table<?> keys =
        table(
            "unnest({0}) as trestle_keys ({1})",
            list(arrays(types)),
            list(
                IntStream.range(0, key.size())
                    .mapToObj(i -> name("key_" + i))
                    .toArray(org.jooq.Name[]::new)));
    List<SelectFieldOrAsterisk> all = new ArrayList<>();
    all.add(field("trestle_rows.*"));
    all.addAll(parents);
    return DSL.select(all)
        .from(keys)
        .crossJoin(table("lateral ({0}) as trestle_rows", each))
        .orderBy(field(name("trestle_rows", "trestle_row")));
  }

  private static List<SelectFieldOrAsterisk> columns(Select<?> select) {
    return new ArrayList<>(Columns.of(select));
  }

  private static Condition both(Condition there, Condition more) {
    return there == null ? more : there.and(more);
  }

  @SuppressWarnings("unchecked")
  private static <K> Condition equalAny(Field<K> column, DataType<?> type) {
    return column.eq(any((Param<K[]>) (Param<?>) param(KEYS + 0, type.array())));
  }

  @SuppressWarnings("unchecked")
  private static <K> Condition equal(Field<K> column, Field<?> other) {
    return column.eq((Field<K>) other);
  }

  private static Field<?>[] arrays(List<DataType<?>> types) {
    return IntStream.range(0, types.size())
        .mapToObj(i -> param(KEYS + i, types.get(i).array()))
        .toArray(Field<?>[]::new);
  }
}
