package dev.trestle.internal.query;

import static org.jooq.impl.SQLDataType.INTEGER;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Param;
import org.jooq.Select;
import org.jooq.TableField;
import org.jooq.impl.QOM;

/**
 * The statements that read a whole list in batches, each beyond the last row of the one before, so
 * that nothing is held from one to the next.
 */
final class Batches {
  private final Plan<?> first;
  private final Plan<?> next;

  /** Where the columns of the order are among those that are selected. */
  private final int[] place;

  private final int width;

  private Batches(Listing listing, Keyset keyset) {
    this.place =
        keyset.fields().stream()
            .mapToInt(Slices.columns(listing.select(), keyset)::indexOf)
            .toArray();
    this.width = Columns.of(listing.select()).size();
    this.first = listing.derived(List.of(INTEGER), Batches::limited);
    List<DataType<?>> more = new ArrayList<>();
    keyset.fields().forEach(field -> more.add(field.getDataType()));
    more.add(INTEGER);
    this.next = listing.derived(more, Batches::beyond);
  }

  /**
   * Empty for a query that leaves open which row comes next, is limited already, or would give
   * something else in batches.
   */
  static Optional<Batches> of(Listing listing) {
    try {
      Select<?> select = listing.select();
      if (select.$orderBy().isEmpty()
          || Listing.isLimited(select)
          || Listing.isGrouped(select)
          || !Columns.of(select).stream().allMatch(Batches::isOfItsRow)) {
        return Optional.empty();
      }
      Keyset keyset = Keyset.of(select);
      return keyset.fields().stream().allMatch(Batches::isExact)
          ? Optional.of(new Batches(listing, keyset))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether a value that was read is the same when it is sent again: what a converter made of it
   * may be less.
   */
  private static boolean isExact(Field<?> field) {
    return ColumnTypes.isPlain(field.getDataType());
  }

  /** Whether a column says something of its row alone: no window, no function that gives rows. */
  private static boolean isOfItsRow(Field<?> field) {
    if (field instanceof OneField<?> one) {
      return one.fields().stream().allMatch(Batches::isOfItsRow);
    }
    if (field instanceof QOM.FieldAlias<?> alias) {
      return isOfItsRow(alias.$field());
    }
    return field instanceof TableField<?, ?>
        || field instanceof ManyField<?>
        || field instanceof Param<?>
        || field instanceof QOM.ScalarSubquery<?>;
  }

  @SuppressWarnings("unchecked")
  private static Select<?> limited(Select<?> select, List<Param<?>> arguments) {
    return select
        .$select(Slices.columns(select, Keyset.of(select)))
        .$limit((Param<Integer>) arguments.getLast());
  }

  private static Select<?> beyond(Select<?> select, List<Param<?>> arguments) {
    Condition beyond = Keyset.of(select).beyond(arguments.subList(0, arguments.size() - 1), false);
    Condition where = select.$where();
    return limited(select.$where(where == null ? beyond : where.and(beyond)), arguments);
  }

  /** The statement for a batch; it takes the place, if there is one, and the limit. */
  Plan<?> plan(boolean begins) {
    return begins ? first : next;
  }

  /** How many columns of a row are the user's; those of the order may follow. */
  int width() {
    return width;
  }

  /** The values of the order's columns in a row. */
  List<Object> place(Object[] row) {
    return Arrays.stream(place).mapToObj(column -> row[column]).toList();
  }

  /** The columns of the order in a result, from 0. */
  int[] columns(Shape shape) {
    int[] columns = new int[place.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] = ((Shape.Node.Leaf) shape.nodes().get(place[i])).column();
    }
    return columns;
  }
}
