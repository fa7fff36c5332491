package dev.trestle.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

/**
 * A page of a list, and how long the list is. For lists that people leaf through; one that programs
 * read to its end, or that grows while it is read, is better read in {@linkplain BoundQuery#slice
 * slices}.
 *
 * @param <T> what each row is
 * @param rows of this page, unmodifiable; empty past the end of the list
 * @param number of this page, counted from 1
 * @param size how many rows a full page has
 * @param total rows of the whole list
 */
public record Page<T>(List<T> rows, int number, int size, long total) {
  /** Copies the rows, so that nobody changes them. */
  public Page {
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }

  /**
   * How many pages there are.
   *
   * @return 0 for an empty list
   */
  public long pages() {
    return Math.ceilDiv(total, size);
  }

  /**
   * The same page of something else.
   *
   * @param <U> what each row becomes
   * @param function makes it of a row
   * @return a new page
   */
  public <U> Page<U> map(Function<? super T, ? extends U> function) {
    return new Page<>(rows.stream().<U>map(function).toList(), number, size, total);
  }
}
