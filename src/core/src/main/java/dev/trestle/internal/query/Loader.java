package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** Runs a prepared query and makes values of its rows and of the rows of its relations. */
final class Loader {
  private final Session session;
  private final Object[] arguments;

  Loader(Session session, Object[] arguments) {
    this.session = session;
    this.arguments = arguments;
  }

  /** Takes what rows are mapped from, one row after the other. */
  @FunctionalInterface
  interface Sink {
    /**
     * Takes a row.
     *
     * @param values not kept: they may be changed for the next
     * @param owner the key of the row that it belongs to; null for those of the query itself
     */
    void add(Object[] values, Object owner);
  }

  /** Runs the query and gives its rows away. */
  void load(Rendered statement, Sink sink) {
    load(statement, null, sink);
  }

  /** Runs a change several times, and gives the rows of each to a sink of its own. */
  static void load(Session session, Run<?> run, List<Sink> sinks) {
    Shape shape = run.statement().shape();
    session.batch(
        run.statement(),
        run.arguments(),
        (rows, scope, counts) -> {
          for (int i = 0; i < counts.length; i++) {
            give(shape, rows, scope, counts[i], sinks.get(i));
          }
        });
  }

  /** Runs statements without relations in one go, and gives the rows of each to its sink. */
  static void load(
      Session session, List<Rendered> statements, List<Object[]> arguments, List<Sink> sinks) {
    List<Session.Rows> each = new ArrayList<>(statements.size());
    for (int i = 0; i < statements.size(); i++) {
      Shape shape = statements.get(i).shape();
      Sink sink = sinks.get(i);
      each.add((rows, scope) -> give(shape, rows, scope, Integer.MAX_VALUE, sink));
    }
    session.queries(
        Rendered.together(statements, arguments),
        arguments.stream().flatMap(Arrays::stream).toArray(),
        each);
  }

  private static int give(Shape shape, ResultSet rows, BindingScopes scope, int most, Sink sink)
      throws SQLException {
    Object[] cells = new Object[shape.columns().size()];
    int count = 0;
    while (count < most && rows.next()) {
      shape.read(rows, cells, scope);
      sink.add(shape.isFlat() ? cells : shape.values(cells, List.of()), null);
      count++;
    }
    return count;
  }

  /** Gives rows away that have no relations. */
  static void give(Shape shape, List<Object[]> rows, Sink sink) {
    for (Object[] cells : rows) {
      sink.add(shape.isFlat() ? cells : shape.values(cells, List.of()), null);
    }
  }

  /**
   * Runs a statement and gives its rows away.
   *
   * @param keys of a relation's parents, an array for each column; null without
   */
  private void load(Rendered statement, Object[][] keys, Sink sink) {
    if (statement.shape().isFlat()) {
      Object[] cells = new Object[statement.shape().columns().size()];
      query(statement, keys, cells, owner -> sink.add(cells, owner));
      return;
    }
    List<Object[]> rows = new ArrayList<>();
    List<Object> owners = new ArrayList<>();
    Object[] cells = new Object[statement.shape().columns().size()];
    query(
        statement,
        keys,
        cells,
        owner -> {
          rows.add(cells.clone());
          owners.add(owner);
        });
    List<Map<Object, List<Object>>> related = new ArrayList<>();
    for (Shape.Relation relation : statement.shape().relations()) {
      related.add(relation(relation, rows));
    }
    for (int i = 0; i < rows.size(); i++) {
      Object[] values = statement.shape().values(rows.get(i), related);
      sink.add(values, owners.get(i));
    }
  }

  /** Reads each row into the cells, then tells whom it belongs to. */
  private void query(
      Rendered statement, Object[][] keys, Object[] cells, Consumer<Object> eachRow) {
    session.query(
        statement,
        arguments,
        keys,
        (rows, scope) -> {
          int count = 0;
          while (rows.next()) {
            statement.shape().read(rows, cells, scope);
            eachRow.accept(keys == null ? null : statement.key().of(cells, rows, scope));
            count++;
          }
          return count;
        });
  }

  /** One statement for all parents. */
  private Map<Object, List<Object>> relation(Shape.Relation relation, List<Object[]> parents) {
    Set<Object> keys = new LinkedHashSet<>();
    for (Object[] cells : parents) {
      Object key = RelationKey.of(cells, relation.firstKey(), relation.keyWidth());
      if (key != null) {
        keys.add(key);
      }
    }
    Map<Object, List<Object>> found = new HashMap<>();
    if (!keys.isEmpty()) {
      load(
          relation.child(),
          RelationKey.arrays(keys, relation.child().key().types()),
          (values, owner) ->
              found
                  .computeIfAbsent(owner, key -> new ArrayList<>())
                  .add(relation.mapping().apply(values)));
    }
    return found;
  }
}
