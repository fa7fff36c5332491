package dev.trestle.internal.query;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Configuration;
import org.jooq.Field;
import org.jooq.QueryPart;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.VisitContext;
import org.jooq.VisitListener;
import org.jooq.VisitListenerProvider;
import org.jooq.exception.SQLDialectNotSupportedException;
import org.jooq.impl.QOM;

/**
 * Finds which columns a path joins. jOOQ keeps the key of a path to itself, so it is read from the
 * condition that jOOQ renders for it: a conjunction of {@code child = parent}.
 */
final class RelationKeys implements VisitListener {
  /**
   * One pair of columns.
   *
   * @param child on the path's side
   * @param parent on the side of the query that has the relation
   */
  record Pair(TableField<?, ?> child, TableField<?, ?> parent) {}

  private final Map<ManyField<?>, List<Pair>> pairs = new IdentityHashMap<>();
  private ManyField<?> current;

  /**
   * The keys of a rendering under way.
   *
   * @throws SQLDialectNotSupportedException if jOOQ renders by itself; its {@code toString()} tells
   *     of this one instead of throwing it
   */
  static RelationKeys of(Configuration configuration) {
    for (VisitListenerProvider provider : configuration.visitListenerProviders()) {
      if (provider.provide() instanceof RelationKeys keys) {
        return keys;
      }
    }
    throw new SQLDialectNotSupportedException(
        "many(…) loads its rows with a statement of its own, so it works in a prepared query only;"
            + " with jOOQ as it is write multiset(…)");
  }

  /** The key's columns in the query that has the relation; empty while they are unknown. */
  List<? extends Field<?>> parent(ManyField<?> relation) {
    return pairs.getOrDefault(relation, List.of()).stream().map(Pair::parent).toList();
  }

  /** The key's columns on both sides, never empty. */
  List<Pair> pairs(ManyField<?> relation) {
    return pairs.get(relation);
  }

  /** Renders the path of a relation and reads its key from that. */
  void discover(ManyField<?> relation, Runnable render) {
    current = relation;
    pairs.put(relation, new ArrayList<>());
    render.run();
    current = null;
    if (pairs.get(relation).isEmpty()) {
      throw new IllegalArgumentException(
          "many("
              + relation.path().getClass().getSuperclass().getSimpleName()
              + ") is a path from a table that its query does not select from");
    }
  }

  @Override
  public void visitStart(VisitContext context) {
    QueryPart part = context.queryPart();
    if (current != null && part instanceof QOM.Eq<?> equal) {
      Table<?> path = current.path();
      if (equal.$arg1() instanceof TableField<?, ?> a
          && equal.$arg2() instanceof TableField<?, ?> b) {
        pairs.get(current).add(path.equals(a.getTable()) ? new Pair(a, b) : new Pair(b, a));
      }
    }
  }
}
