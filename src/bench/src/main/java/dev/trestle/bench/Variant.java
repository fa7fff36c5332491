package dev.trestle.bench;

import dev.trestle.bench.jdbc.JdbcQueries;
import dev.trestle.bench.jooq.JooqMultisetQueries;
import dev.trestle.bench.jooq.JooqQueries;
import dev.trestle.bench.prepared.JsonRowsQueries;
import dev.trestle.bench.prepared.PreparedQueries;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Function;

/**
 * The hands that queries are in. A new one is a class that implements {@link Queries} in a package
 * of its own and a line here; the rest (rounds, checks, tests, tables) follows from that.
 */
public enum Variant {
  /** What the others are measured against. */
  JDBC("Jdbc", source -> new JdbcQueries(source.pool())),
  JOOQ("Jooq", source -> new JooqQueries(source.db())),
  JOOQ_MULTISET("JooqMultiset", source -> new JooqMultisetQueries(source.db()), Operation.NESTED),
  PREPARED("Prepared", source -> new PreparedQueries(source.db())),
  JSON_ROWS(
      "JsonRows", source -> new JsonRowsQueries(source.db()), Operation.LIST, Operation.NESTED);

  private final String title;
  private final Function<Source, Queries> maker;
  private final Set<Operation> operations;

  Variant(String title, Function<Source, Queries> maker) {
    this.title = title;
    this.maker = maker;
    this.operations = EnumSet.allOf(Operation.class);
  }

  /** One that differs from another in these operations only. */
  Variant(String title, Function<Source, Queries> maker, Operation first, Operation... others) {
    this.title = title;
    this.maker = maker;
    this.operations = EnumSet.of(first, others);
  }

  /** How tables call it. */
  public String title() {
    return title;
  }

  /** Whether this operation is measured in it. */
  public boolean has(Operation operation) {
    return operations.contains(operation);
  }

  /** The queries, over a pool that stays the source's. */
  public Queries over(Source source) {
    return maker.apply(source);
  }
}
