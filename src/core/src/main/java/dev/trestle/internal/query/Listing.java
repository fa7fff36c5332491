package dev.trestle.internal.query;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jooq.DataType;
import org.jooq.Param;
import org.jooq.Query;
import org.jooq.SQLDialect;
import org.jooq.Select;
import org.jooq.impl.DSL;

/**
 * The statements that read the list of a query in parts, made of the query when first asked for.
 * Safe for all threads.
 */
final class Listing {
  private static final Pattern WINDOW = Pattern.compile("(?i)[)\\s]over\\s*\\(");

  private final List<DataType<?>> types;
  private final Function<Arguments, ? extends Query> query;
  private final AtomicReference<Pages> pages = new AtomicReference<>();
  private final AtomicReference<Slices> slices = new AtomicReference<>();
  private final AtomicReference<Optional<Batches>> batches = new AtomicReference<>();

  /**
   * @param types of the query's arguments
   * @param query as it is prepared
   */
  Listing(List<DataType<?>> types, Function<Arguments, ? extends Query> query) {
    this.types = types;
    this.query = query;
  }

  Pages pages() {
    return once(pages, () -> new Pages(this));
  }

  Slices slices() {
    return once(slices, () -> new Slices(this));
  }

  /** Empty if the order of the query leaves the place of a row open, or it is limited. */
  Optional<Batches> batches() {
    return once(batches, () -> Batches.of(this));
  }

  private static <X> X once(AtomicReference<X> reference, Supplier<X> maker) {
    X there = reference.get();
    return there != null
        ? there
        : reference.updateAndGet(other -> other != null ? other : maker.get());
  }

  /** The query, as it is prepared. */
  Select<?> select() {
    return select(Arguments.of(types, 0));
  }

  private Select<?> select(Arguments arguments) {
    if (query.apply(arguments) instanceof Select<?> select) {
      return select;
    }
    throw new IllegalArgumentException(
        "A list is read in parts from a select(…).from(…), not from an insert, update, delete or"
            + " SQL as it is");
  }

  /**
   * A statement made of the query, with arguments of its own behind the query's.
   *
   * @param more types of its own arguments
   * @param change of the query, given those
   */
  Plan<?> derived(
      List<? extends DataType<?>> more, BiFunction<Select<?>, List<Param<?>>, Select<?>> change) {
    List<DataType<?>> all = new ArrayList<>(types);
    all.addAll(more);
    return Plan.rows(
        List.copyOf(all),
        arguments ->
            change.apply(
                select(arguments),
                IntStream.range(types.size(), all.size())
                    .<Param<?>>mapToObj(arguments::get)
                    .toList()));
  }

  /** The arguments of a call, and behind them those of a derived statement. */
  static Object[] with(Object[] arguments, List<?> more) {
    List<Object> all = new ArrayList<>(Arrays.asList(arguments));
    all.addAll(more);
    return all.toArray();
  }

  static boolean isLimited(Select<?> select) {
    return select.$limit() != null || select.$offset() != null;
  }

  /** Refuses a query that has no order, or that is limited already. */
  static void checkOrdered(Select<?> select, String who) {
    if (select.$orderBy().isEmpty()) {
      throw new IllegalArgumentException(
          who
              + " reads a list in its order, and this query has none; end it with an .orderBy(…)"
              + " (a union: select from it): "
              + select);
    }
    if (isLimited(select)) {
      throw new IllegalArgumentException(
          who + " limits the query by itself; leave out its .limit(…) and .offset(…): " + select);
    }
  }

  /**
   * Whether what is selected has a window of other rows, which are not there when only some of the
   * list are read. Seen in the SQL, so in parts written as text too.
   */
  static boolean hasWindow(Select<?> select) {
    return Columns.of(select).stream()
        .filter(field -> !(field instanceof ManyField<?> || field instanceof OneField<?>))
        .anyMatch(field -> WINDOW.matcher(DSL.using(SQLDialect.POSTGRES).render(field)).find());
  }

  /** Whether a row of a query is made of several. */
  static boolean isGrouped(Select<?> select) {
    return !select.$groupBy().isEmpty()
        || select.$having() != null
        || select.$distinct()
        || !select.$distinctOn().isEmpty()
        || select.$qualify() != null;
  }
}
