package dev.trestle.internal.watch;

import dev.trestle.query.BoundValues;
import dev.trestle.query.PlanSource;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.ExecuteContext;
import org.jooq.ExecuteListener;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.conf.StatementType;

/** Reports one statement that jOOQ runs: a query, a record, a batch, a routine. */
final class JooqStatement implements ExecuteListener {
  private static final long serialVersionUID = 1;

  private boolean prepared;
  private long started;
  private long read;

  @Override
  public void prepareStart(ExecuteContext context) {
    if (!prepared) {
      prepared = true;
      started = System.nanoTime();
    }
  }

  @Override
  public void recordEnd(ExecuteContext context) {
    read++;
  }

  @Override
  public void end(ExecuteContext context) {
    if (prepared) {
      StatementScope.of(context.configuration()).ifPresent(scope -> report(scope, context));
    }
  }

  private void report(StatementScope scope, ExecuteContext context) {
    Optional<Throwable> failure =
        Optional.<Throwable>ofNullable(context.sqlException())
            .or(() -> Optional.ofNullable(context.exception()));
    OptionalLong rows = failure.isPresent() ? OptionalLong.empty() : rows(context);
    Query query = context.query();
    String sql;
    Object[] values = {};
    if (context.batchMode() != ExecuteContext.BatchMode.NONE) {
      sql = batch(context);
    } else if (query == null) {
      sql = String.valueOf(context.sql());
    } else if (context.params().length > 0) {
      sql = context.sql();
      values = Stream.of(context.params()).map(Param::getValue).toArray();
    } else {
      DSLContext renderer = renderer(context);
      sql = renderer.render(query);
      values = renderer.extractBindValues(query).toArray();
    }
    scope.executed(
        sql,
        BoundValues.of(values),
        started,
        rows,
        failure,
        Optional.ofNullable(query).map(JooqStatement::plan));
  }

  private OptionalLong rows(ExecuteContext context) {
    return switch (context.batchMode()) {
      case NONE -> OptionalLong.of(Math.max(read, context.rowsLarge()));
      case MULTIPLE ->
          OptionalLong.of(LongStream.of(context.batchRowsLarge()).filter(n -> n > 0).sum());
      // jOOQ does not tell what each set of values changed.
      case SINGLE -> OptionalLong.empty();
    };
  }

  /** Rendered again: several statements in a batch are sent with their values inlined. */
  private static String batch(ExecuteContext context) {
    DSLContext renderer = renderer(context);
    return Stream.of(context.batchQueries())
        .map(renderer::render)
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** Writes question marks also where jOOQ was told to inline, or had to for their number. */
  private static DSLContext renderer(ExecuteContext context) {
    return context.settings().getStatementType() == StatementType.STATIC_STATEMENT
        ? context
            .configuration()
            .deriveSettings(
                settings -> settings.withStatementType(StatementType.PREPARED_STATEMENT))
            .dsl()
        : context.dsl();
  }

  private static PlanSource plan(Query query) {
    return configuration ->
        configuration.dsl().resultQuery("explain {0}", query).fetch(0, String.class);
  }
}
