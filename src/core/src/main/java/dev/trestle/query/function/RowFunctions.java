package dev.trestle.query.function;

import java.io.Serializable;
import org.jooq.Function1;
import org.jooq.Function10;
import org.jooq.Function11;
import org.jooq.Function12;
import org.jooq.Function13;
import org.jooq.Function14;
import org.jooq.Function15;
import org.jooq.Function16;
import org.jooq.Function17;
import org.jooq.Function18;
import org.jooq.Function19;
import org.jooq.Function2;
import org.jooq.Function20;
import org.jooq.Function21;
import org.jooq.Function22;
import org.jooq.Function3;
import org.jooq.Function4;
import org.jooq.Function5;
import org.jooq.Function6;
import org.jooq.Function7;
import org.jooq.Function8;
import org.jooq.Function9;

/**
 * What {@link dev.trestle.query.Mapping} takes: jOOQ's functions, serializable, so that at run time
 * a constructor can be told from other functions. Never named in programs: {@code User::new} is
 * one.
 */
public final class RowFunctions {
  private RowFunctions() {}

  /** Of 1 column. */
  @FunctionalInterface
  public interface Of1<A1, T> extends Function1<A1, T>, Serializable {}

  /** Of 2 columns. */
  @FunctionalInterface
  public interface Of2<A1, A2, T> extends Function2<A1, A2, T>, Serializable {}

  /** Of 3 columns. */
  @FunctionalInterface
  public interface Of3<A1, A2, A3, T> extends Function3<A1, A2, A3, T>, Serializable {}

  /** Of 4 columns. */
  @FunctionalInterface
  public interface Of4<A1, A2, A3, A4, T> extends Function4<A1, A2, A3, A4, T>, Serializable {}

  /** Of 5 columns. */
  @FunctionalInterface
  public interface Of5<A1, A2, A3, A4, A5, T>
      extends Function5<A1, A2, A3, A4, A5, T>, Serializable {}

  /** Of 6 columns. */
  @FunctionalInterface
  public interface Of6<A1, A2, A3, A4, A5, A6, T>
      extends Function6<A1, A2, A3, A4, A5, A6, T>, Serializable {}

  /** Of 7 columns. */
  @FunctionalInterface
  public interface Of7<A1, A2, A3, A4, A5, A6, A7, T>
      extends Function7<A1, A2, A3, A4, A5, A6, A7, T>, Serializable {}

  /** Of 8 columns. */
  @FunctionalInterface
  public interface Of8<A1, A2, A3, A4, A5, A6, A7, A8, T>
      extends Function8<A1, A2, A3, A4, A5, A6, A7, A8, T>, Serializable {}

  /** Of 9 columns. */
  @FunctionalInterface
  public interface Of9<A1, A2, A3, A4, A5, A6, A7, A8, A9, T>
      extends Function9<A1, A2, A3, A4, A5, A6, A7, A8, A9, T>, Serializable {}

  /** Of 10 columns. */
  @FunctionalInterface
  public interface Of10<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, T>
      extends Function10<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, T>, Serializable {}

  /** Of 11 columns. */
  @FunctionalInterface
  public interface Of11<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, T>
      extends Function11<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, T>, Serializable {}

  /** Of 12 columns. */
  @FunctionalInterface
  public interface Of12<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, T>
      extends Function12<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, T>, Serializable {}

  /** Of 13 columns. */
  @FunctionalInterface
  public interface Of13<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, T>
      extends Function13<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, T>, Serializable {}

  /** Of 14 columns. */
  @FunctionalInterface
  public interface Of14<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, T>
      extends Function14<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, T>,
          Serializable {}

  /** Of 15 columns. */
  @FunctionalInterface
  public interface Of15<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, T>
      extends Function15<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, T>,
          Serializable {}

  /** Of 16 columns. */
  @FunctionalInterface
  public interface Of16<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, T>
      extends Function16<A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, T>,
          Serializable {}

  /** Of 17 columns. */
  @FunctionalInterface
  public interface Of17<
          A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, T>
      extends Function17<
              A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, T>,
          Serializable {}

  /** Of 18 columns. */
  @FunctionalInterface
  public interface Of18<
          A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, T>
      extends Function18<
              A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, T>,
          Serializable {}

  /** Of 19 columns. */
  @FunctionalInterface
  public interface Of19<
          A1, A2, A3, A4, A5, A6, A7, A8, A9, A10, A11, A12, A13, A14, A15, A16, A17, A18, A19, T>
      extends Function19<
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
              T>,
          Serializable {}

  /** Of 20 columns. */
  @FunctionalInterface
  public interface Of20<
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
      extends Function20<
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
              T>,
          Serializable {}

  /** Of 21 columns. */
  @FunctionalInterface
  public interface Of21<
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
      extends Function21<
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
              T>,
          Serializable {}

  /** Of 22 columns. */
  @FunctionalInterface
  public interface Of22<
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
      extends Function22<
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
              T>,
          Serializable {}
}
