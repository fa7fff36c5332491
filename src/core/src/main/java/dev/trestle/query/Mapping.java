package dev.trestle.query;

import dev.trestle.query.function.RowFunctions;
import java.io.Serializable;
import java.util.Optional;
import org.jooq.Record;
import org.jooq.Record1;
import org.jooq.Record10;
import org.jooq.Record11;
import org.jooq.Record12;
import org.jooq.Record13;
import org.jooq.Record14;
import org.jooq.Record15;
import org.jooq.Record16;
import org.jooq.Record17;
import org.jooq.Record18;
import org.jooq.Record19;
import org.jooq.Record2;
import org.jooq.Record20;
import org.jooq.Record21;
import org.jooq.Record22;
import org.jooq.Record3;
import org.jooq.Record4;
import org.jooq.Record5;
import org.jooq.Record6;
import org.jooq.Record7;
import org.jooq.Record8;
import org.jooq.Record9;

/**
 * What is made of a row: usually a record, by its constructor, which the compiler checks against
 * the columns of the query.
 *
 * <pre>{@code
 * prepare(select(USERS.ID, USERS.EMAIL).from(USERS)).as(mapping(User::new))
 * }</pre>
 *
 * <p>Longer than one reads easily only because Java has no type for "a function of any length";
 * jOOQ has the same 22.
 *
 * @param <R> the columns
 * @param <T> what is made of them
 */
public final class Mapping<R extends Record, T> {
  private final Optional<Serializable> origin;
  private final Rows<T> function;

  private Mapping(Optional<Serializable> origin, Rows<T> function) {
    this.origin = origin;
    this.function = function;
  }

  /** A function of all columns at once. */
  private interface Rows<T> {
    T apply(Object[] row);
  }

  /**
   * Makes a value of a row.
   *
   * @param row the values in the order of the columns, null where the database has null
   * @return what the function gives
   */
  public T apply(Object[] row) {
    return function.apply(row);
  }

  /**
   * The function as it was given, to be looked at; {@link #apply} calls it.
   *
   * @return empty for {@link #value}
   */
  public Optional<Serializable> function() {
    return origin;
  }

  @SuppressWarnings("unchecked")
  private static <V> V cell(Object[] row, int index) {
    return (V) row[index];
  }

  /**
   * A query of one column gives its values as they are.
   *
   * @param <V> the column
   * @return maps nothing
   */
  public static <V> Mapping<Record1<V>, V> value() {
    return new Mapping<>(Optional.empty(), row -> cell(row, 0));
  }

  /**
   * Maps 1 column.
   *
   * @param <A1> column 1
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, T> Mapping<Record1<A1>, T> mapping(
      RowFunctions.Of1<? super A1, ? extends T> function) {
    return new Mapping<>(Optional.of(function), row -> function.apply(cell(row, 0)));
  }

  /**
   * Maps 2 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, T> Mapping<Record2<A1, A2>, T> mapping(
      RowFunctions.Of2<? super A1, ? super A2, ? extends T> function) {
    return new Mapping<>(Optional.of(function), row -> function.apply(cell(row, 0), cell(row, 1)));
  }

  /**
   * Maps 3 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, T> Mapping<Record3<A1, A2, A3>, T> mapping(
      RowFunctions.Of3<? super A1, ? super A2, ? super A3, ? extends T> function) {
    return new Mapping<>(
        Optional.of(function), row -> function.apply(cell(row, 0), cell(row, 1), cell(row, 2)));
  }

  /**
   * Maps 4 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, T> Mapping<Record4<A1, A2, A3, A4>, T> mapping(
      RowFunctions.Of4<? super A1, ? super A2, ? super A3, ? super A4, ? extends T> function) {
    return new Mapping<>(
        Optional.of(function),
        row -> function.apply(cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3)));
  }

  /**
   * Maps 5 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, T> Mapping<Record5<A1, A2, A3, A4, A5>, T> mapping(
      RowFunctions.Of5<? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? extends T>
          function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(cell(row, 0), cell(row, 1), cell(row, 2), cell(row, 3), cell(row, 4)));
  }

  /**
   * Maps 6 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, T> Mapping<Record6<A1, A2, A3, A4, A5, A6>, T> mapping(
      RowFunctions.Of6<
              ? super A1, ? super A2, ? super A3, ? super A4, ? super A5, ? super A6, ? extends T>
          function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5)));
  }

  /**
   * Maps 7 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, T>
      Mapping<Record7<A1, A2, A3, A4, A5, A6, A7>, T> mapping(
          RowFunctions.Of7<
                  ? super A1,
                  ? super A2,
                  ? super A3,
                  ? super A4,
                  ? super A5,
                  ? super A6,
                  ? super A7,
                  ? extends T>
              function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6)));
  }

  /**
   * Maps 8 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, T>
      Mapping<Record8<A1, A2, A3, A4, A5, A6, A7, A8>, T> mapping(
          RowFunctions.Of8<
                  ? super A1,
                  ? super A2,
                  ? super A3,
                  ? super A4,
                  ? super A5,
                  ? super A6,
                  ? super A7,
                  ? super A8,
                  ? extends T>
              function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7)));
  }

  /**
   * Maps 9 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, T>
      Mapping<Record9<A1, A2, A3, A4, A5, A6, A7, A8, A9>, T> mapping(
          RowFunctions.Of9<
                  ? super A1,
                  ? super A2,
                  ? super A3,
                  ? super A4,
                  ? super A5,
                  ? super A6,
                  ? super A7,
                  ? super A8,
                  ? super A9,
                  ? extends T>
              function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8)));
  }

  /**
   * Maps 10 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, T>
      Mapping<Record10<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10>, T> mapping(
          RowFunctions.Of10<
                  ? super A1,
                  ? super A2,
                  ? super A3,
                  ? super A4,
                  ? super A5,
                  ? super A6,
                  ? super A7,
                  ? super A8,
                  ? super A9,
                  ? super A10,
                  ? extends T>
              function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9)));
  }

  /**
   * Maps 11 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, T>
      Mapping<Record11<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11>, T> mapping(
          RowFunctions.Of11<
                  ? super A1,
                  ? super A2,
                  ? super A3,
                  ? super A4,
                  ? super A5,
                  ? super A6,
                  ? super A7,
                  ? super A8,
                  ? super A9,
                  ? super A10,
                  ? super A11,
                  ? extends T>
              function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10)));
  }

  /**
   * Maps 12 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, T>
      Mapping<Record12<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12>, T> mapping(
          RowFunctions.Of12<
                  ? super A1,
                  ? super A2,
                  ? super A3,
                  ? super A4,
                  ? super A5,
                  ? super A6,
                  ? super A7,
                  ? super A8,
                  ? super A9,
                  ? super A10,
                  ? super A11,
                  ? super A12,
                  ? extends T>
              function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11)));
  }

  /**
   * Maps 13 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, T>
      Mapping<Record13<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13>, T> mapping(
          RowFunctions.Of13<
                  ? super A1,
                  ? super A2,
                  ? super A3,
                  ? super A4,
                  ? super A5,
                  ? super A6,
                  ? super A7,
                  ? super A8,
                  ? super A9,
                  ? super A10,
                  ? super A11,
                  ? super A12,
                  ? super A13,
                  ? extends T>
              function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12)));
  }

  /**
   * Maps 14 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <A14> column 14
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, T>
      Mapping<Record14<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14>, T> mapping(
          RowFunctions.Of14<
                  ? super A1,
                  ? super A2,
                  ? super A3,
                  ? super A4,
                  ? super A5,
                  ? super A6,
                  ? super A7,
                  ? super A8,
                  ? super A9,
                  ? super A10,
                  ? super A11,
                  ? super A12,
                  ? super A13,
                  ? super A14,
                  ? extends T>
              function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12),
                cell(row, 13)));
  }

  /**
   * Maps 15 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <A14> column 14
   * @param <A15> column 15
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, T>
      Mapping<Record15<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15>, T>
          mapping(
              RowFunctions.Of15<
                      ? super A1,
                      ? super A2,
                      ? super A3,
                      ? super A4,
                      ? super A5,
                      ? super A6,
                      ? super A7,
                      ? super A8,
                      ? super A9,
                      ? super A10,
                      ? super A11,
                      ? super A12,
                      ? super A13,
                      ? super A14,
                      ? super A15,
                      ? extends T>
                  function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12),
                cell(row, 13),
                cell(row, 14)));
  }

  /**
   * Maps 16 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <A14> column 14
   * @param <A15> column 15
   * @param <A16> column 16
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, T>
      Mapping<Record16<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16>, T>
          mapping(
              RowFunctions.Of16<
                      ? super A1,
                      ? super A2,
                      ? super A3,
                      ? super A4,
                      ? super A5,
                      ? super A6,
                      ? super A7,
                      ? super A8,
                      ? super A9,
                      ? super A10,
                      ? super A11,
                      ? super A12,
                      ? super A13,
                      ? super A14,
                      ? super A15,
                      ? super A16,
                      ? extends T>
                  function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12),
                cell(row, 13),
                cell(row, 14),
                cell(row, 15)));
  }

  /**
   * Maps 17 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <A14> column 14
   * @param <A15> column 15
   * @param <A16> column 16
   * @param <A17> column 17
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, T>
      Mapping<
              Record17<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17>,
              T>
          mapping(
              RowFunctions.Of17<
                      ? super A1,
                      ? super A2,
                      ? super A3,
                      ? super A4,
                      ? super A5,
                      ? super A6,
                      ? super A7,
                      ? super A8,
                      ? super A9,
                      ? super A10,
                      ? super A11,
                      ? super A12,
                      ? super A13,
                      ? super A14,
                      ? super A15,
                      ? super A16,
                      ? super A17,
                      ? extends T>
                  function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12),
                cell(row, 13),
                cell(row, 14),
                cell(row, 15),
                cell(row, 16)));
  }

  /**
   * Maps 18 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <A14> column 14
   * @param <A15> column 15
   * @param <A16> column 16
   * @param <A17> column 17
   * @param <A18> column 18
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, T>
      Mapping<
              Record18<
                  A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18>,
              T>
          mapping(
              RowFunctions.Of18<
                      ? super A1,
                      ? super A2,
                      ? super A3,
                      ? super A4,
                      ? super A5,
                      ? super A6,
                      ? super A7,
                      ? super A8,
                      ? super A9,
                      ? super A10,
                      ? super A11,
                      ? super A12,
                      ? super A13,
                      ? super A14,
                      ? super A15,
                      ? super A16,
                      ? super A17,
                      ? super A18,
                      ? extends T>
                  function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12),
                cell(row, 13),
                cell(row, 14),
                cell(row, 15),
                cell(row, 16),
                cell(row, 17)));
  }

  /**
   * Maps 19 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <A14> column 14
   * @param <A15> column 15
   * @param <A16> column 16
   * @param <A17> column 17
   * @param <A18> column 18
   * @param <A19> column 19
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <
          A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, T>
      Mapping<
              Record19<
                  A1,
                  A2,
                  A3,
                  A4,
                  A5,
                  A6,
                  A7,
                  A8,
                  A9,
                  A10,
                  A11,
                  A12,
                  A13,
                  A14,
                  A15,
                  A16,
                  A17,
                  A18,
                  A19>,
              T>
          mapping(
              RowFunctions.Of19<
                      ? super A1,
                      ? super A2,
                      ? super A3,
                      ? super A4,
                      ? super A5,
                      ? super A6,
                      ? super A7,
                      ? super A8,
                      ? super A9,
                      ? super A10,
                      ? super A11,
                      ? super A12,
                      ? super A13,
                      ? super A14,
                      ? super A15,
                      ? super A16,
                      ? super A17,
                      ? super A18,
                      ? super A19,
                      ? extends T>
                  function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12),
                cell(row, 13),
                cell(row, 14),
                cell(row, 15),
                cell(row, 16),
                cell(row, 17),
                cell(row, 18)));
  }

  /**
   * Maps 20 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <A14> column 14
   * @param <A15> column 15
   * @param <A16> column 16
   * @param <A17> column 17
   * @param <A18> column 18
   * @param <A19> column 19
   * @param <A20> column 20
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <
          A1,
          A2,
          A3,
          A4,
          A5,
          A6,
          A7,
          A8,
          A9,
          A10,
          A11,
          A12,
          A13,
          A14,
          A15,
          A16,
          A17,
          A18,
          A19,
          A20,
          T>
      Mapping<
              Record20<
                  A1,
                  A2,
                  A3,
                  A4,
                  A5,
                  A6,
                  A7,
                  A8,
                  A9,
                  A10,
                  A11,
                  A12,
                  A13,
                  A14,
                  A15,
                  A16,
                  A17,
                  A18,
                  A19,
                  A20>,
              T>
          mapping(
              RowFunctions.Of20<
                      ? super A1,
                      ? super A2,
                      ? super A3,
                      ? super A4,
                      ? super A5,
                      ? super A6,
                      ? super A7,
                      ? super A8,
                      ? super A9,
                      ? super A10,
                      ? super A11,
                      ? super A12,
                      ? super A13,
                      ? super A14,
                      ? super A15,
                      ? super A16,
                      ? super A17,
                      ? super A18,
                      ? super A19,
                      ? super A20,
                      ? extends T>
                  function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12),
                cell(row, 13),
                cell(row, 14),
                cell(row, 15),
                cell(row, 16),
                cell(row, 17),
                cell(row, 18),
                cell(row, 19)));
  }

  /**
   * Maps 21 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <A14> column 14
   * @param <A15> column 15
   * @param <A16> column 16
   * @param <A17> column 17
   * @param <A18> column 18
   * @param <A19> column 19
   * @param <A20> column 20
   * @param <A21> column 21
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <
          A1,
          A2,
          A3,
          A4,
          A5,
          A6,
          A7,
          A8,
          A9,
          A10,
          A11,
          A12,
          A13,
          A14,
          A15,
          A16,
          A17,
          A18,
          A19,
          A20,
          A21,
          T>
      Mapping<
              Record21<
                  A1,
                  A2,
                  A3,
                  A4,
                  A5,
                  A6,
                  A7,
                  A8,
                  A9,
                  A10,
                  A11,
                  A12,
                  A13,
                  A14,
                  A15,
                  A16,
                  A17,
                  A18,
                  A19,
                  A20,
                  A21>,
              T>
          mapping(
              RowFunctions.Of21<
                      ? super A1,
                      ? super A2,
                      ? super A3,
                      ? super A4,
                      ? super A5,
                      ? super A6,
                      ? super A7,
                      ? super A8,
                      ? super A9,
                      ? super A10,
                      ? super A11,
                      ? super A12,
                      ? super A13,
                      ? super A14,
                      ? super A15,
                      ? super A16,
                      ? super A17,
                      ? super A18,
                      ? super A19,
                      ? super A20,
                      ? super A21,
                      ? extends T>
                  function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12),
                cell(row, 13),
                cell(row, 14),
                cell(row, 15),
                cell(row, 16),
                cell(row, 17),
                cell(row, 18),
                cell(row, 19),
                cell(row, 20)));
  }

  /**
   * Maps 22 columns.
   *
   * @param <A1> column 1
   * @param <A2> column 2
   * @param <A3> column 3
   * @param <A4> column 4
   * @param <A5> column 5
   * @param <A6> column 6
   * @param <A7> column 7
   * @param <A8> column 8
   * @param <A9> column 9
   * @param <A10> column 10
   * @param <A11> column 11
   * @param <A12> column 12
   * @param <A13> column 13
   * @param <A14> column 14
   * @param <A15> column 15
   * @param <A16> column 16
   * @param <A17> column 17
   * @param <A18> column 18
   * @param <A19> column 19
   * @param <A20> column 20
   * @param <A21> column 21
   * @param <A22> column 22
   * @param <T> what is made of them
   * @param function usually the constructor of a record
   * @return the mapping
   */
  public static <
          A1,
          A2,
          A3,
          A4,
          A5,
          A6,
          A7,
          A8,
          A9,
          A10,
          A11,
          A12,
          A13,
          A14,
          A15,
          A16,
          A17,
          A18,
          A19,
          A20,
          A21,
          A22,
          T>
      Mapping<
              Record22<
                  A1,
                  A2,
                  A3,
                  A4,
                  A5,
                  A6,
                  A7,
                  A8,
                  A9,
                  A10,
                  A11,
                  A12,
                  A13,
                  A14,
                  A15,
                  A16,
                  A17,
                  A18,
                  A19,
                  A20,
                  A21,
                  A22>,
              T>
          mapping(
              RowFunctions.Of22<
                      ? super A1,
                      ? super A2,
                      ? super A3,
                      ? super A4,
                      ? super A5,
                      ? super A6,
                      ? super A7,
                      ? super A8,
                      ? super A9,
                      ? super A10,
                      ? super A11,
                      ? super A12,
                      ? super A13,
                      ? super A14,
                      ? super A15,
                      ? super A16,
                      ? super A17,
                      ? super A18,
                      ? super A19,
                      ? super A20,
                      ? super A21,
                      ? super A22,
                      ? extends T>
                  function) {
    return new Mapping<>(
        Optional.of(function),
        row ->
            function.apply(
                cell(row, 0),
                cell(row, 1),
                cell(row, 2),
                cell(row, 3),
                cell(row, 4),
                cell(row, 5),
                cell(row, 6),
                cell(row, 7),
                cell(row, 8),
                cell(row, 9),
                cell(row, 10),
                cell(row, 11),
                cell(row, 12),
                cell(row, 13),
                cell(row, 14),
                cell(row, 15),
                cell(row, 16),
                cell(row, 17),
                cell(row, 18),
                cell(row, 19),
                cell(row, 20),
                cell(row, 21)));
  }
}
