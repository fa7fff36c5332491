package dev.trestle.policy;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Runs a function in one transaction, whose commit is its end: {@code @Transactional}. The {@code
 * DSLContext} that it takes is the transaction's.
 *
 * <pre>{@code
 * @Transactional(retries = 3)
 * public static Response POST(DSLContext tx, After after, Cookies cookies, Order order) {
 *   Receipt receipt = pay(tx, order);
 *   after.run(() -> mail(receipt));
 *   cookies.set(Cookie.of("receipt", receipt.id()));
 *   return Response.json(201, receipt);
 * }
 * }</pre>
 *
 * <p>What is returned commits, whatever its status; what is thrown undoes, an answer too. What the
 * function has left takes effect with the commit and is gone with a rollback: tasks of {@link
 * dev.trestle.After}, changes of the {@link dev.trestle.Cache}, {@link dev.trestle.Cookies}.
 * Nothing is told to the client before the commit. If PostgreSQL refuses that (a deferred
 * constraint, a serialization failure), the answer is the error. A request that is cancelled, by
 * its client or a {@link Timeout}, commits no more.
 *
 * <p>The parameters, the body among them, are read before the transaction begins, and the answer is
 * sent after its end: a connection is out from the first statement until the commit. The answer is
 * made before the commit: rows of a returned query are read whole and in the transaction, and a
 * value that cannot be written undoes it. A stream, events or a snapshot, which would be read
 * later, are refused with 500.
 *
 * <p>Middleware runs around the transaction, with a {@code DSLContext} of its own: it sees the
 * failure of a commit, and what it does with the database is no part of this. On a {@link Cached}
 * function this is a compile error.
 *
 * <p>On a function, a {@code Route} or a package with all below it; the innermost counts.
 */
@Documented
@Target({ElementType.METHOD, ElementType.TYPE, ElementType.PACKAGE})
@Retention(RetentionPolicy.CLASS)
public @interface Transactional {
  /** What a transaction sees of others. */
  enum Isolation {
    /** What the server, the database or the role is set to; costs no statement. */
    DEFAULT,
    /** What is committed when each statement begins. */
    READ_COMMITTED,
    /** What was committed when the first statement began. */
    REPEATABLE_READ,
    /** As if one transaction ran after the other. */
    SERIALIZABLE
  }

  /**
   * Whether there is a transaction at all.
   *
   * @return false for none, where a package or class around says otherwise
   */
  boolean value() default true;

  /**
   * What it sees of others; any but the default costs a {@code set transaction}.
   *
   * @return of this function's transactions
   */
  Isolation isolation() default Isolation.DEFAULT;

  /**
   * Whether PostgreSQL refuses every write; costs a {@code set transaction}.
   *
   * @return true for a transaction that only reads
   */
  boolean readOnly() default false;

  /**
   * How often the function is run again, in a new transaction, after a serialization failure or a
   * deadlock. What it has left is gone then, but for what it has done outside of the database: see
   * {@link dev.trestle.query.Transactions#retries}. Its parameters are the same again; a {@code
   * Request#stream} that was read is not.
   *
   * @return 0 to 100
   */
  int retries() default 0;
}
