package dev.trestle.internal.query;

import static org.jooq.impl.SQLDataType.INTEGER;

import dev.trestle.SigningKey;
import dev.trestle.query.Slice;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Select;

/** The statements behind slices of a query: one for each side of a place in its list. */
public final class Slices {
  private final Map<Cursor.Side, Plan<?>> plans = new EnumMap<>(Cursor.Side.class);
  private final List<CursorType> types;
  private final int width;

  /** Where the columns of the order are in a row. */
  private final int[] place;

  Slices(Listing listing) {
    Select<?> select = listing.select();
    Keyset keyset = Keyset.of(select);
    List<Field<?>> all = columns(select, keyset);
    this.types = keyset.types();
    this.width = Columns.of(select).size();
    this.place = keyset.fields().stream().mapToInt(all::indexOf).toArray();
    for (Cursor.Side side : Cursor.Side.values()) {
      List<DataType<?>> more = new ArrayList<>();
      if (side.hasPlace()) {
        keyset.fields().forEach(field -> more.add(field.getDataType()));
      }
      more.add(INTEGER);
      plans.put(side, listing.derived(more, (query, arguments) -> part(query, side, arguments)));
    }
  }

  /** The user's columns, then those of the order that are not among them. */
  static List<Field<?>> columns(Select<?> select, Keyset keyset) {
    List<Field<?>> columns = new ArrayList<>(Columns.of(select));
    keyset.fields().stream().filter(field -> !columns.contains(field)).forEach(columns::add);
    return columns;
  }

  @SuppressWarnings("unchecked")
  private static Select<?> part(Select<?> select, Cursor.Side side, List<Param<?>> arguments) {
    Keyset keyset = Keyset.of(select);
    Condition where = select.$where();
    if (side.hasPlace()) {
      Condition beyond =
          keyset.beyond(arguments.subList(0, arguments.size() - 1), side.isBackward());
      where = where == null ? beyond : where.and(beyond);
    }
    return select
        .$select(columns(select, keyset))
        .$where(where)
        .$orderBy(keyset.order(side.isBackward()))
        .$limit((Param<Integer>) arguments.getLast());
  }

  /** A row, and the text of its place. */
  private record Placed<T>(T row, List<String> place) {}

  /** A slice. */
  public static <T> Slice<T> fetch(
      DSLContext db,
      Plan<T> plan,
      Object[] arguments,
      Limits limits,
      SigningKey key,
      Optional<String> cursor,
      int size) {
    PageWindow.checkSize(size);
    return plan.listing().slices().slice(db, plan, arguments, limits, key, cursor, size);
  }

  private <T> Slice<T> slice(
      DSLContext db,
      Plan<T> plan,
      Object[] arguments,
      Limits limits,
      SigningKey key,
      Optional<String> text,
      int size) {
    String sql = Calls.sql(db, plan, arguments);
    Cursor cursor = text.map(it -> Cursor.read(it, key, sql)).orElse(Cursor.START);
    // One more, which tells whether the list goes on.
    List<Placed<T>> rows = read(db, plan, arguments, limits, cursor, size + 1);
    boolean more = rows.size() > size;
    if (more) {
      rows.removeLast();
    }
    boolean backward = cursor.side().isBackward();
    if (backward) {
      rows = rows.reversed();
    }
    boolean hasNext = backward ? cursor.side() != Cursor.Side.END : more;
    boolean hasPrevious = backward ? more : cursor.side() != Cursor.Side.START;
    Cursor next =
        rows.isEmpty() ? Cursor.START : new Cursor(Cursor.Side.AFTER, rows.getLast().place());
    Cursor previous =
        rows.isEmpty() ? Cursor.END : new Cursor(Cursor.Side.BEFORE, rows.getFirst().place());
    return new Slice<>(
        rows.stream().map(Placed::row).toList(),
        hasNext ? Optional.of(next.signed(key, sql)) : Optional.empty(),
        hasPrevious ? Optional.of(previous.signed(key, sql)) : Optional.empty());
  }

  private <T> List<Placed<T>> read(
      DSLContext db, Plan<T> plan, Object[] arguments, Limits limits, Cursor cursor, int limit) {
    List<Object> more = values(cursor.place());
    more.add(limit);
    RowMaker<T> maker = Calls.maker(db, plan);
    return Calls.fetch(
        db,
        plans.get(cursor.side()),
        Listing.with(arguments, more),
        limits,
        row -> new Placed<>(maker.make(Arrays.copyOf(row, width)), place(row)));
  }

  /** What was text once; the enum's constant may be gone since. */
  private List<Object> values(List<String> texts) {
    List<Object> values = new ArrayList<>();
    try {
      for (int i = 0; i < texts.size(); i++) {
        values.add(types.get(i).value(texts.get(i)));
      }
    } catch (IllegalArgumentException | DateTimeException | NoSuchElementException e) {
      throw Cursor.refused();
    }
    return values;
  }

  private List<String> place(Object[] row) {
    List<String> texts = new ArrayList<>(place.length);
    for (int i = 0; i < place.length; i++) {
      texts.add(types.get(i).text(row[place[i]]));
    }
    return texts;
  }
}
