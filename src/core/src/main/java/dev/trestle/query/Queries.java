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
import org.jooq.Record;
import org.jooq.ResultQuery;

/**
 * Prepares queries: written in jOOQ's own language over generated tables, rendered once, bound per
 * call.
 *
 * <pre>{@code
 * private static final Prepared1<UUID, User> BY_ID =
 *     prepare(UUID.class, id ->
 *             select(USERS.ID, USERS.EMAIL, USERS.NAME, USERS.CREATED_AT).from(USERS).where(USERS.ID.eq(id)))
 *         .as(mapping(User::new));
 *
 * BY_ID.with(id).fetchOptional(db)
 * }</pre>
 *
 * <p>The function is given a parameter of each argument's type and gives a {@code select}, or an
 * {@code insert}, {@code update} or {@code delete} with {@code returning}. It must do nothing but
 * that: it runs when the query is first rendered for a dialect, for settings, or without one of its
 * {@linkplain Conditions#given optional conditions}, and never again. What depends on a request
 * belongs into an argument.
 */
public final class Queries {
  private Queries() {}

  /**
   * A query of no arguments.
   *
   * @param <R> its columns
   * @param query makes it; called once for each way to render it
   * @return keep it in a static field
   */
  public static <R extends Record> Prepared0<R> prepare(Supplier<? extends ResultQuery<R>> query) {
    return new Prepared0<>(Plan.rows(List.of(), arguments -> query.get()));
  }

  /**
   * A query of one argument, of these types.
   *
   * @param <A> argument 1
   * @param <R> its columns
   * @param a of argument 1, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, R extends Record> Prepared1<A, R> prepare(
      Class<A> a, Function1<Param<A>, ? extends ResultQuery<R>> query) {
    return new Prepared1<>(Plan.rows(List.of(type(a)), arguments -> query.apply(arguments.get(0))));
  }

  /**
   * A query of one argument, like these columns.
   *
   * @param <A> argument 1
   * @param <R> its columns
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, R extends Record> Prepared1<A, R> prepare(
      Field<A> a, Function1<Param<A>, ? extends ResultQuery<R>> query) {
    return new Prepared1<>(
        Plan.rows(List.of(a.getDataType()), arguments -> query.apply(arguments.get(0))));
  }

  /**
   * A query of two arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <R> its columns
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, R extends Record> Prepared2<A, B, R> prepare(
      Class<A> a, Class<B> b, Function2<Param<A>, Param<B>, ? extends ResultQuery<R>> query) {
    return new Prepared2<>(
        Plan.rows(
            List.of(type(a), type(b)),
            arguments -> query.apply(arguments.get(0), arguments.get(1))));
  }

  /**
   * A query of two arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <R> its columns
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, R extends Record> Prepared2<A, B, R> prepare(
      Field<A> a, Field<B> b, Function2<Param<A>, Param<B>, ? extends ResultQuery<R>> query) {
    return new Prepared2<>(
        Plan.rows(
            List.of(a.getDataType(), b.getDataType()),
            arguments -> query.apply(arguments.get(0), arguments.get(1))));
  }

  /**
   * A query of three arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <R> its columns
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param c of argument 3, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, R extends Record> Prepared3<A, B, C, R> prepare(
      Class<A> a,
      Class<B> b,
      Class<C> c,
      Function3<Param<A>, Param<B>, Param<C>, ? extends ResultQuery<R>> query) {
    return new Prepared3<>(
        Plan.rows(
            List.of(type(a), type(b), type(c)),
            arguments -> query.apply(arguments.get(0), arguments.get(1), arguments.get(2))));
  }

  /**
   * A query of three arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <R> its columns
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param c of argument 3, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, R extends Record> Prepared3<A, B, C, R> prepare(
      Field<A> a,
      Field<B> b,
      Field<C> c,
      Function3<Param<A>, Param<B>, Param<C>, ? extends ResultQuery<R>> query) {
    return new Prepared3<>(
        Plan.rows(
            List.of(a.getDataType(), b.getDataType(), c.getDataType()),
            arguments -> query.apply(arguments.get(0), arguments.get(1), arguments.get(2))));
  }

  /**
   * A query of four arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <R> its columns
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param c of argument 3, its type
   * @param d of argument 4, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, R extends Record> Prepared4<A, B, C, D, R> prepare(
      Class<A> a,
      Class<B> b,
      Class<C> c,
      Class<D> d,
      Function4<Param<A>, Param<B>, Param<C>, Param<D>, ? extends ResultQuery<R>> query) {
    return new Prepared4<>(
        Plan.rows(
            List.of(type(a), type(b), type(c), type(d)),
            arguments ->
                query.apply(
                    arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3))));
  }

  /**
   * A query of four arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <R> its columns
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param c of argument 3, the column it is like: its type, enum or converter
   * @param d of argument 4, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, R extends Record> Prepared4<A, B, C, D, R> prepare(
      Field<A> a,
      Field<B> b,
      Field<C> c,
      Field<D> d,
      Function4<Param<A>, Param<B>, Param<C>, Param<D>, ? extends ResultQuery<R>> query) {
    return new Prepared4<>(
        Plan.rows(
            List.of(a.getDataType(), b.getDataType(), c.getDataType(), d.getDataType()),
            arguments ->
                query.apply(
                    arguments.get(0), arguments.get(1), arguments.get(2), arguments.get(3))));
  }

  /**
   * A query of five arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <E> argument 5
   * @param <R> its columns
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param c of argument 3, its type
   * @param d of argument 4, its type
   * @param e of argument 5, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, E, R extends Record> Prepared5<A, B, C, D, E, R> prepare(
      Class<A> a,
      Class<B> b,
      Class<C> c,
      Class<D> d,
      Class<E> e,
      Function5<Param<A>, Param<B>, Param<C>, Param<D>, Param<E>, ? extends ResultQuery<R>> query) {
    return new Prepared5<>(
        Plan.rows(
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
   * A query of five arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <E> argument 5
   * @param <R> its columns
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param c of argument 3, the column it is like: its type, enum or converter
   * @param d of argument 4, the column it is like: its type, enum or converter
   * @param e of argument 5, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, E, R extends Record> Prepared5<A, B, C, D, E, R> prepare(
      Field<A> a,
      Field<B> b,
      Field<C> c,
      Field<D> d,
      Field<E> e,
      Function5<Param<A>, Param<B>, Param<C>, Param<D>, Param<E>, ? extends ResultQuery<R>> query) {
    return new Prepared5<>(
        Plan.rows(
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
   * A query of six arguments, of these types.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <E> argument 5
   * @param <F> argument 6
   * @param <R> its columns
   * @param a of argument 1, its type
   * @param b of argument 2, its type
   * @param c of argument 3, its type
   * @param d of argument 4, its type
   * @param e of argument 5, its type
   * @param f of argument 6, its type
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, E, F, R extends Record> Prepared6<A, B, C, D, E, F, R> prepare(
      Class<A> a,
      Class<B> b,
      Class<C> c,
      Class<D> d,
      Class<E> e,
      Class<F> f,
      Function6<
              Param<A>, Param<B>, Param<C>, Param<D>, Param<E>, Param<F>, ? extends ResultQuery<R>>
          query) {
    return new Prepared6<>(
        Plan.rows(
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
   * A query of six arguments, like these columns.
   *
   * @param <A> argument 1
   * @param <B> argument 2
   * @param <C> argument 3
   * @param <D> argument 4
   * @param <E> argument 5
   * @param <F> argument 6
   * @param <R> its columns
   * @param a of argument 1, the column it is like: its type, enum or converter
   * @param b of argument 2, the column it is like: its type, enum or converter
   * @param c of argument 3, the column it is like: its type, enum or converter
   * @param d of argument 4, the column it is like: its type, enum or converter
   * @param e of argument 5, the column it is like: its type, enum or converter
   * @param f of argument 6, the column it is like: its type, enum or converter
   * @param query makes it of the parameters; called once for each way to render it
   * @return keep it in a static field
   */
  public static <A, B, C, D, E, F, R extends Record> Prepared6<A, B, C, D, E, F, R> prepare(
      Field<A> a,
      Field<B> b,
      Field<C> c,
      Field<D> d,
      Field<E> e,
      Field<F> f,
      Function6<
              Param<A>, Param<B>, Param<C>, Param<D>, Param<E>, Param<F>, ? extends ResultQuery<R>>
          query) {
    return new Prepared6<>(
        Plan.rows(
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
