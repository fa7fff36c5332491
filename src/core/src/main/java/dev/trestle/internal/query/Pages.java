package dev.trestle.internal.query;

import static org.jooq.impl.SQLDataType.BIGINT;

import dev.trestle.query.Page;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Select;
import org.jooq.impl.DSL;

/** The statements behind pages of a query: its rows from one on, and how many there are. */
public final class Pages {
  private final Plan<?> rows;
  private final Plan<?> total;

  Pages(Listing listing) {
    Listing.checkOrdered(listing.select(), "page(…)");
    this.rows = listing.derived(List.of(BIGINT, BIGINT), Pages::window);
    this.total = listing.derived(List.of(), (select, none) -> total(select));
  }

  @SuppressWarnings("unchecked")
  private static Select<?> window(Select<?> select, List<Param<?>> window) {
    return select.$limit((Param<Long>) window.getFirst()).$offset((Param<Long>) window.getLast());
  }

  private static Select<?> total(Select<?> select) {
    Field<Long> count = DSL.count().coerce(BIGINT);
    Select<?> unordered = select.$orderBy(List.of());
    return Listing.isGrouped(select)
        ? DSL.select(count).from(unordered.asTable("trestle_rows"))
        : unordered.$select(List.of(count));
  }

  /** A page. */
  public static <T> Page<T> fetch(
      DSLContext db, Plan<T> plan, Object[] arguments, Limits limits, PageWindow window) {
    Pages pages = plan.listing().pages();
    List<T> rows =
        Calls.fetch(
            db,
            pages.rows,
            Listing.with(arguments, List.of((long) window.size(), window.offset())),
            limits,
            Calls.maker(db, plan));
    return window.page(
        rows,
        () -> Calls.fetch(db, pages.total, arguments, limits, row -> (Long) row[0]).getFirst());
  }
}
