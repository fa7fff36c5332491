package dev.trestle.internal.query;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Runs a prepared query and writes its rows, and the rows of its relations, as JSON. */
final class JsonLoader {
  private static final Object[] NO_CELLS = {};

  private final Session session;
  private final Object[] arguments;

  JsonLoader(Session session, Object[] arguments) {
    this.session = session;
    this.arguments = arguments;
  }

  /** All rows as an array, in UTF-8. */
  byte[] array(Rendered statement, JsonShape shape) {
    return load(statement, shape, null).array();
  }

  /**
   * Runs a statement and those of its relations.
   *
   * @param keys of a relation's parents; null for the query itself
   */
  private JsonLevel load(Rendered statement, JsonShape shape, Collection<Object> keys) {
    JsonLevel level =
        session.query(
            statement,
            arguments,
            keys == null ? null : RelationKey.arrays(keys, statement.key().types()),
            (rows, scope) -> read(statement, shape, keys != null, rows, scope));
    List<Shape.Relation> relations = statement.shape().relations();
    JsonLevel[] children = new JsonLevel[relations.size()];
    for (int i = 0; i < children.length; i++) {
      Set<Object> parents = new LinkedHashSet<>(level.keys(i));
      parents.removeIf(Objects::isNull);
      children[i] =
          parents.isEmpty()
              ? shape.relations().get(i).level()
              : load(relations.get(i).child(), shape.relations().get(i), parents);
    }
    level.fill(children);
    return level;
  }

  private static JsonLevel read(
      Rendered statement, JsonShape shape, boolean owned, ResultSet rows, BindingScopes scope)
      throws SQLException {
    JsonLevel level = shape.level();
    while (rows.next()) {
      shape.write(rows, scope, level);
      level.endRow();
      if (owned) {
        level.owner(statement.key().of(NO_CELLS, rows, scope));
      }
    }
    shape.lastSize().setPlain(level.json().size());
    return level;
  }
}
