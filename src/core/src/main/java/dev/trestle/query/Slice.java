package dev.trestle.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of an ordered list, and the cursors of its neighbours; see {@link BoundQuery#slice}.
 *
 * @param <T> what each row is
 * @param rows of this part, unmodifiable, in the list's order
 * @param next cursor of the rows that follow; empty at the end of the list
 * @param previous cursor of the rows before; empty at its beginning
 */
public record Slice<T>(List<T> rows, Optional<String> next, Optional<String> previous) {
  /** Copies the rows, so that nobody changes them. */
  public Slice {
    rows = Collections.unmodifiableList(new ArrayList<>(rows));
  }

  /**
   * The same slice of something else.
   *
   * @param <U> what each row becomes
   * @param function makes it of a row
   * @return a new slice
   */
  public <U> Slice<U> map(Function<? super T, ? extends U> function) {
    return new Slice<>(rows.stream().<U>map(function).toList(), next, previous);
  }
}
