package dev.trestle.internal.query;

import java.util.Optional;
import org.jooq.exception.NoDataFoundException;
import org.jooq.exception.TooManyRowsException;

/**
 * What the one row of a query becomes.
 *
 * @param <T> what it becomes
 */
public final class Single<T> implements Loader.Sink {
  private final RowMaker<T> maker;
  private T value;
  private int rows;

  Single(RowMaker<T> maker) {
    this.maker = maker;
  }

  @Override
  public void add(Object[] values, Object owner) {
    if (rows++ == 0) {
      value = maker.make(values);
    }
  }

  /**
   * The value, if there is a row.
   *
   * @throws TooManyRowsException if there are several
   */
  public Optional<T> optional() {
    if (rows > 1) {
      throw new TooManyRowsException("The query gave " + rows + " rows; one was expected");
    }
    return Optional.ofNullable(value);
  }

  /**
   * The value.
   *
   * @throws NoDataFoundException if there is no row
   * @throws TooManyRowsException if there are several
   */
  public T required() {
    if (rows == 0) {
      throw new NoDataFoundException("The query gave no row; one was expected");
    }
    return optional().orElse(null);
  }
}
