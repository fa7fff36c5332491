package dev.trestle.internal.query;

import dev.trestle.HttpError;
import dev.trestle.query.Page;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Which rows of a list a page has.
 *
 * @param number of the page, counted from 1
 * @param size of a page
 */
public record PageWindow(int number, int size) {
  static final int MOST_ROWS = 10_000;

  /**
   * Both come from clients as a rule.
   *
   * @throws HttpError 400 if one is out of bounds
   */
  public static PageWindow of(int number, int size) {
    if (number < 1) {
      throw HttpError.badRequest("Page " + number + " does not exist; pages count from 1");
    }
    checkSize(size);
    return new PageWindow(number, size);
  }

  /** Refuses what is no size of a page. */
  static void checkSize(int size) {
    if (size < 1 || size > MOST_ROWS) {
      throw HttpError.badRequest("A page cannot have " + size + " rows; ask for 1 to " + MOST_ROWS);
    }
  }

  /** How many rows come before. */
  public long offset() {
    return (number - 1L) * size;
  }

  /** The page; what counts the list is asked only where the rows do not tell. */
  public <T> Page<T> page(List<T> rows, LongSupplier total) {
    boolean last = rows.size() < size && (!rows.isEmpty() || number == 1);
    return new Page<>(rows, number, size, last ? offset() + rows.size() : total.getAsLong());
  }
}
