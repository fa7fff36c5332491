package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a prepared query and makes values of its rows and of the rows of its relations. */
final class Loader {
  private final Session session;
  private final Object[] arguments;

  Loader(Session session, Object[] arguments) {
    this.session = session;
    this.arguments = arguments;
  }

  /** All rows, mapped. */
  <T> List<T> load(Rendered statement, RowMaker<T> maker) {
    return load(statement, maker, null, null);
  }

  /**
   * All rows, mapped.
   *
   * @param keys of a relation's parents, an array for each column; null without
   * @param owners takes which of them each row belongs to; null without
   */
  private <T> List<T> load(
      Rendered statement, RowMaker<T> maker, Object[][] keys, List<Object> owners) {
    if (statement.shape().isFlat()) {
      return session.query(
          statement, arguments, keys, (rows, scope) -> flat(statement, maker, rows, scope, owners));
    }
    return nested(
        statement,
        maker,
        session.query(
            statement, arguments, keys, (rows, scope) -> read(statement, rows, scope, owners)));
  }

  /** Maps row by row, in one array for all of them. */
  private static <T> List<T> flat(
      Rendered statement,
      RowMaker<T> maker,
      ResultSet rows,
      BindingScopes scope,
      List<Object> owners)
      throws SQLException {
    List<T> values = new ArrayList<>();
    Object[] cells = new Object[statement.shape().columns().size()];
    while (rows.next()) {
      statement.shape().read(rows, cells, scope);
      values.add(maker.make(cells));
      if (owners != null) {
        owners.add(statement.key().read(rows, scope));
      }
    }
    return values;
  }

  private static List<Object[]> read(
      Rendered statement, ResultSet rows, BindingScopes scope, List<Object> owners)
      throws SQLException {
    List<Object[]> all = new ArrayList<>();
    while (rows.next()) {
      Object[] cells = new Object[statement.shape().columns().size()];
      statement.shape().read(rows, cells, scope);
      all.add(cells);
      if (owners != null) {
        owners.add(statement.key().read(rows, scope));
      }
    }
    return all;
  }

  private <T> List<T> nested(Rendered statement, RowMaker<T> maker, List<Object[]> rows) {
    List<Map<Object, List<Object>>> related = new ArrayList<>();
    for (Shape.Relation relation : statement.shape().relations()) {
      related.add(relation(relation, rows));
    }
    List<T> values = new ArrayList<>(rows.size());
    List<Shape.Node> nodes = statement.shape().nodes();
    for (Object[] cells : rows) {
      values.add(maker.make(values(nodes, cells, statement.shape(), related)));
    }
    return values;
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
    if (keys.isEmpty()) {
      return found;
    }
    Rendered child = relation.child();
    List<Object> owners = new ArrayList<>();
    List<?> values =
        load(
            child,
            relation.mapping()::apply,
            RelationKey.arrays(keys, child.key().types()),
            owners);
    for (int i = 0; i < values.size(); i++) {
      found.computeIfAbsent(owners.get(i), key -> new ArrayList<>()).add(values.get(i));
    }
    return found;
  }

  private static Object[] values(
      List<Shape.Node> nodes,
      Object[] cells,
      Shape shape,
      List<Map<Object, List<Object>>> related) {
    Object[] values = new Object[nodes.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (nodes.get(i)) {
            case Shape.Node.Leaf leaf -> cells[leaf.column()];
            case Shape.Node.One one -> one(one, cells, shape, related);
            case Shape.Node.Many many ->
                many(shape.relations().get(many.relation()), cells, related.get(many.relation()));
          };
    }
    return values;
  }

  private static Object one(
      Shape.Node.One one, Object[] cells, Shape shape, List<Map<Object, List<Object>>> related) {
    for (int i = one.first(); i < one.end(); i++) {
      if (cells[i] != null) {
        return one.mapping().apply(values(one.nodes(), cells, shape, related));
      }
    }
    return null;
  }

  private static List<Object> many(
      Shape.Relation relation, Object[] cells, Map<Object, List<Object>> found) {
    Object key = RelationKey.of(cells, relation.firstKey(), relation.keyWidth());
    return Collections.unmodifiableList(found.getOrDefault(key, List.of()));
  }
}
