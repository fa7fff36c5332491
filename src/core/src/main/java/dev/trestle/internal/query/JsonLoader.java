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

  /** Sees rows while they are read. */
  @FunctionalInterface
  interface EachRow {
    EachRow NOTHING = (count, rows, scope) -> {};

    /**
     * Sees a row of the query itself, that the cursor is on.
     *
     * @param count from 1
     */
    void see(int count, ResultSet rows, BindingScopes scope) throws SQLException;
  }

  /** Runs a query and those of its relations. */
  JsonLevel load(Rendered statement, JsonShape shape, EachRow each) {
    return load(statement, shape, null, each);
  }

  /**
   * Runs a statement and those of its relations.
   *
   * @param keys of a relation's parents; null for the query itself
   */
  private JsonLevel load(
      Rendered statement, JsonShape shape, Collection<Object> keys, EachRow each) {
    JsonLevel level = shape.level();
    session.query(
        statement,
        arguments,
        keys == null ? null : RelationKey.arrays(keys, statement.key().types()),
        (rows, scope) -> {
          int count = 0;
          while (rows.next()) {
            shape.write(rows, scope, level);
            level.endRow();
            if (keys != null) {
              level.owner(statement.key().of(NO_CELLS, rows, scope));
            }
            each.see(++count, rows, scope);
          }
          return count;
        });
    fill(statement, shape, level);
    return level;
  }

  /** Loads the relations of rows that are read. */
  void fill(Rendered statement, JsonShape shape, JsonLevel level) {
    shape.lastSize().setPlain(level.json().size());
    level.fill(children(statement, shape, level));
  }

  private JsonLevel[] children(Rendered statement, JsonShape shape, JsonLevel level) {
    List<Shape.Relation> relations = statement.shape().relations();
    JsonLevel[] children = new JsonLevel[relations.size()];
    for (int i = 0; i < children.length; i++) {
      Set<Object> parents = new LinkedHashSet<>(level.keys(i));
      parents.removeIf(Objects::isNull);
      JsonShape child = shape.relations().get(i);
      children[i] =
          parents.isEmpty()
              ? new JsonLevel(child.relations().size(), 0)
              : load(relations.get(i).child(), child, parents, EachRow.NOTHING);
    }
    return children;
  }
}
