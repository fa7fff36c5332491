package dev.trestle.query;

import static dev.trestle.internal.query.Plan.type;

import dev.trestle.internal.query.Plan;
import java.util.List;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Function1;
import org.jooq.Function2;
import org.jooq.Function3;
import org.jooq.Function4;
import org.jooq.Function5;
import org.jooq.Function6;
import org.jooq.Param;
import org.jooq.RowCountQuery;

/**
 * Prepares statements that give no rows; as {@link Queries} does queries.
 *
 * <pre>{@code
 * private static final Prepared1<UUID, Void> DELETE =
 *     statement(USERS.ID, id -> deleteFrom(USERS).where(USERS.ID.eq(id)));
 *
 * if (DELETE.with(id).execute(db) == 0) throw notFound("User not found");
 * }</pre>
 */
public final class Statements {
  private Statements() {}

  /**
   * A statement of no arguments.
   *
   * @param query makes it; called once for each way to render it
   * @return keep it in a static field
   */
  public static Prepared0<Void> statement(Supplier<? extends RowCountQuery> query) {
    return new Prepared0<>(Plan.statement(List.of(), arguments -> query.get()));
  }

  /**
   * A statement of one argument, of these types.
   *
   * @param <A> argument 1
   * @param a of argument 1, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A> Prepared1<A, Void> statement(
      Class<A> a, Function1<Param<A>, ? extends RowCountQuery> query) {
    return new Prepared1<>(
        Plan.statement(List.of(type(a)), arguments -> query.apply(arguments.get(0))));
  }

  /**
   * A statement of one argument, like these columns.
   *
   * @param <A> argument 1
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A> Prepared1<A, Void> statement(
      Field<A> a, Function1<Param<A>, ? extends RowCountQuery> query) {
    return new Prepared1<>(
        Plan.statement(List.of(a.getDataType()), arguments -> query.apply(arguments.get(0))));
  }

  /**
   * A statement of two arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B> Prepared2<A, B, Void> statement(
      Class<A> a, Class<B> b, Function2<Param<A>, Param<B>, ? extends RowCountQuery> query) {
    return new Prepared2<>(
        Plan.statement(
            List.of(type(a), type(b)),
            arguments -> query.apply(arguments.get(0), arguments.get(1))));
  }

  /**
   * A statement of two arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B> Prepared2<A, B, Void> statement(
      Field<A> a, Field<B> b, Function2<Param<A>, Param<B>, ? extends RowCountQuery> query) {
    return new Prepared2<>(
        Plan.statement(
            List.of(a.getDataType(), b.getDataType()),
            arguments -> query.apply(arguments.get(0), arguments.get(1))));
  }

  /**
   * A statement of three arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param c of argument 3, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C> Prepared3<A, B, C, Void> statement(
      Class<A> a,
      Class<B> b,
      Class<C> c,
      Function3<Param<A>, Param<B>, Param<C>, ? extends RowCountQuery> query) {
    return new Prepared3<>(
        Plan.statement(
            List.of(type(a), type(b), type(c)),
            arguments -> query.apply(arguments.get(0), arguments.get(1), arguments.get(2))));
  }

  /**
   * A statement of three arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param c of argument 3, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C> Prepared3<A, B, C, Void> statement(
      Field<A> a,
      Field<B> b,
      Field<C> c,
      Function3<Param<A>, Param<B>, Param<C>, ? extends RowCountQuery> query) {
    return new Prepared3<>(
        Plan.statement(
            List.of(a.getDataType(), b.getDataType(), c.getDataType()),
            arguments -> query.apply(arguments.get(0), arguments.get(1), arguments.get(2))));
  }

  /**
   * A statement of four arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param c of argument 3, its type
   * @param d of argument 4, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D> Prepared4<A, B, C, D, Void> statement(
      Class<A> a,
      Class<B> b,
      Class<C> c,
      Class<D> d,
      Function4<Param<A>, Param<B>, Param<C>, Param<D>, ? extends RowCountQuery> query) {
    return new Prepared4<>(
        Plan.statement(
            List.of(type(a), type(b), type(c), type(d)),
            arguments ->
                query.apply(
                    arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3))));
  }

  /**
   * A statement of four arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param c of argument 3, the column it is like: its type, enum or converter
   * @param d of argument 4, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D> Prepared4<A, B, C, D, Void> statement(
      Field<A> a,
      Field<B> b,
      Field<C> c,
      Field<D> d,
      Function4<Param<A>, Param<B>, Param<C>, Param<D>, ? extends RowCountQuery> query) {
    return new Prepared4<>(
        Plan.statement(
            List.of(a.getDataType(), b.getDataType(), c.getDataType(), d.getDataType()),
            arguments ->
                query.apply(
                    arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3))));
  }

  /**
   * A statement of five arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <E> argument 5
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param c of argument 3, its type
   * @param d of argument 4, its type
   * @param e of argument 5, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, E> Prepared5<A, B, C, D, E, Void> statement(
      Class<A> a,
      Class<B> b,
      Class<C> c,
      Class<D> d,
      Class<E> e,
      Function5<Param<A>, Param<B>, Param<C>, Param<D>, Param<E>, ? extends RowCountQuery> query) {
    return new Prepared5<>(
        Plan.statement(
            List.of(type(a), type(b), type(c), type(d), type(e)),
            arguments ->
                query.apply(
                    arguments.get(0),
                    arguments.get(1),
                    arguments.get(2),
                    arguments.get(3),
                    arguments.get(4))));
  }

  /**
   * A statement of five arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <E> argument 5
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param c of argument 3, the column it is like: its type, enum or converter
   * @param d of argument 4, the column it is like: its type, enum or converter
   * @param e of argument 5, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, E> Prepared5<A, B, C, D, E, Void> statement(
      Field<A> a,
      Field<B> b,
      Field<C> c,
      Field<D> d,
      Field<E> e,
      Function5<Param<A>, Param<B>, Param<C>, Param<D>, Param<E>, ? extends RowCountQuery> query) {
    return new Prepared5<>(
        Plan.statement(
            List.of(
                a.getDataType(),
                b.getDataType(),
                c.getDataType(),
                d.getDataType(),
                e.getDataType()),
            arguments ->
                query.apply(
                    arguments.get(0),
                    arguments.get(1),
                    arguments.get(2),
                    arguments.get(3),
                    arguments.get(4))));
  }

  /**
   * A statement of six arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <E> argument 5
   * @param <F> argument 6
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param c of argument 3, its type
   * @param d of argument 4, its type
   * @param e of argument 5, its type
   * @param f of argument 6, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, E, F> Prepared6<A, B, C, D, E, F, Void> statement(
      Class<A> a,
      Class<B> b,
      Class<C> c,
      Class<D> d,
      Class<E> e,
      Class<F> f,
      Function6<Param<A>, Param<B>, Param<C>, Param<D>, Param<E>, Param<F>, ? extends RowCountQuery>
          query) {
    return new Prepared6<>(
        Plan.statement(
            List.of(type(a), type(b), type(c), type(d), type(e), type(f)),
            arguments ->
                query.apply(
                    arguments.get(0),
                    arguments.get(1),
                    arguments.get(2),
                    arguments.get(3),
                    arguments.get(4),
                    arguments.get(5))));
  }

  /**
   * A statement of six arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <E> argument 5
   * @param <F> argument 6
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param c of argument 3, the column it is like: its type, enum or converter
   * @param d of argument 4, the column it is like: its type, enum or converter
   * @param e of argument 5, the column it is like: its type, enum or converter
   * @param f of argument 6, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, E, F> Prepared6<A, B, C, D, E, F, Void> statement(
      Field<A> a,
      Field<B> b,
      Field<C> c,
      Field<D> d,
      Field<E> e,
      Field<F> f,
      Function6<Param<A>, Param<B>, Param<C>, Param<D>, Param<E>, Param<F>, ? extends RowCountQuery>
          query) {
    return new Prepared6<>(
        Plan.statement(
            List.of(
                a.getDataType(),
                b.getDataType(),
                c.getDataType(),
                d.getDataType(),
                e.getDataType(),
                f.getDataType()),
            arguments ->
                query.apply(
                    arguments.get(0),
                    arguments.get(1),
                    arguments.get(2),
                    arguments.get(3),
                    arguments.get(4),
                    arguments.get(5))));
  }
}
