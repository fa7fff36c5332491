package dev.trestle.internal.query;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * The statement that answers several calls of a lookup: the lookup itself, once for each set of
 * arguments, with the number of the call behind the columns of its rows.
 *
 * <pre>{@code
 * select trestle_rows.*, trestle_calls.call
 * from unnest(cast(? as uuid[])) with ordinality as trestle_calls (argument_0, call)
 * cross join lateral (select … from users where id = trestle_calls.argument_0) as trestle_rows
 * }</pre>
 *
 * <p>Each call has exactly the rows that it has alone, whatever the lookup's own conditions, joins
 * and groups: none, one or several, also of equal arguments, and with nulls. PostgreSQL plans it
 * once, as a nested loop over the same index.
 */
final class SharedForm {
  /** PostgreSQL's types whose arrays hold exactly what is bound for a single argument. */
  private static final Map<Class<?>, String> TYPES =
      Map.of(
          UUID.class, "uuid",
          String.class, "varchar",
          Short.class, "int2",
          Integer.class, "int4",
          Long.class, "int8");

  private final List<DataType<?>> types;
  private final Rendered statement;

  private SharedForm(List<DataType<?>> types, Rendered statement) {
    this.types = types;
    this.statement = statement;
  }

  /**
   * Refuses what cannot be shared.
   *
   * @throws IllegalArgumentException naming what is in the way
   */
  static void check(List<DataType<?>> types, Query query) {
    for (int i = 0; i < types.size(); i++) {
      DataType<?> type = types.get(i);
      if (!ColumnTypes.isPlain(type) || !TYPES.containsKey(type.getType())) {
        throw refusal(
            "argument "
                + (i + 1)
                + " is a "
                + type.getType().getSimpleName()
                + " ("
                + type.getName()
                + "), and only UUID, String, Short, Integer and Long without a converter can be"
                + " asked for together");
      }
    }
    if (!(query instanceof Select<?> select)) {
      throw refusal("it is not written as a select of jOOQ's");
    }
    if (hasRelations(Columns.of(select))) {
      throw refusal("many(…) is a statement of its own for each call");
    }
    SqlClauses clauses = SqlClauses.of(DSL.using(SQLDialect.POSTGRES, plainly()).render(query));
    clauses
        .lock()
        .ifPresent(lock -> {
          throw refusal("'" + lock + "' locks rows until the end of its caller's transaction");
        });
    clauses
        .change()
        .ifPresent(change -> {
          throw refusal("'" + change + "' changes rows, and a call may run twice");
        });
    clauses
        .order()
        .ifPresent(order -> {
          throw refusal("'" + order + "' asks for rows in an order, and a lookup has none");
        });
  }

  private static Settings plainly() {
    return new Settings().withRenderFormatted(false);
  }

  private static boolean hasRelations(List<? extends Field<?>> fields) {
    return fields.stream()
        .anyMatch(field ->
            field instanceof ManyField<?>
                || field instanceof OneField<?> one && hasRelations(one.fields()));
  }

  private static IllegalArgumentException refusal(String why) {
    return new IllegalArgumentException(
        "This query cannot be shared: " + why + "; leave out .shared()");
  }

  /**
   * The shared form of a rendered lookup.
   *
   * @param pieces of its SQL, between its placeholders
   */
  static SharedForm of(List<DataType<?>> types, Rendered lookup, List<String> pieces) {
    List<Rendered.Value> values = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      values.add(new Rendered.Value.Keys(i, array(TYPES.get(types.get(i).getType()))));
    }
    StringBuilder each = new StringBuilder(pieces.getFirst());
    for (int i = 0; i < lookup.values().size(); i++) {
      Rendered.Value value = lookup.values().get(i);
      if (value instanceof Rendered.Value.Argument argument) {
        each.append("trestle_calls.argument_").append(argument.position());
      } else {
        each.append('?');
        values.add(value);
      }
      each.append(pieces.get(i + 1));
    }
    String sql =
        "select trestle_rows.*, trestle_calls.call from unnest("
            + types.stream()
                .map(type -> "cast(? as " + TYPES.get(type.getType()) + "[])")
                .collect(Collectors.joining(", "))
            + ") with ordinality as trestle_calls ("
            + IntStream.range(0, types.size())
                .mapToObj(i -> "argument_" + i + ", ")
                .collect(Collectors.joining())
            + "call) cross join lateral ("
            + each
            + ") as trestle_rows";
    return new SharedForm(
        types, new Rendered(sql, List.copyOf(values), lookup.shape(), lookup.key(), false));
  }

  private static Binder array(String type) {
    return (statement, index, value, scope) ->
        statement.setArray(index, statement.getConnection().createArrayOf(type, (Object[]) value));
  }

  Rendered statement() {
    return statement;
  }

  /** The column with the number of the call, from 1. */
  int callColumn() {
    return statement.shape().columns().size() + 1;
  }

  /** Whether there is an argument of text. */
  boolean hasText() {
    return types.stream().anyMatch(type -> type.getType() == String.class);
  }

  /** The arguments of several calls, as an array for each argument. */
  Object[][] arrays(List<SharedCall> calls) {
    Object[][] arrays = new Object[types.size()][];
    for (int argument = 0; argument < arrays.length; argument++) {
      arrays[argument] = (Object[]) Array.newInstance(types.get(argument).getType(), calls.size());
      for (int call = 0; call < calls.size(); call++) {
        arrays[argument][call] = calls.get(call).arguments()[argument];
      }
    }
    return arrays;
  }
}
