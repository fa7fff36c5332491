package dev.trestle.query;

import dev.trestle.internal.query.CopyLease;
import java.io.IOException;
import java.io.OutputStream;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;

/**
 * PostgreSQL's {@code COPY}: the fastest way for many rows, in and out.
 *
 * <pre>{@code
 * long added = Copy.into(USERS, NewUser.class)
 *     .set(USERS.EMAIL, NewUser::email)
 *     .set(USERS.NAME, NewUser::name)
 *     .from(db, newUsers);
 *
 * long written = Copy.out(db, select(USERS.ID, USERS.EMAIL).from(USERS), file);
 * }</pre>
 */
public final class Copy {
  private Copy() {}

  /**
   * Rows for a table, with columns to be named by {@link CopyIn#set}.
   *
   * @param <R> the table's record
   * @param <T> what rows are made of
   * @param table to add to
   * @param from what rows are made of
   * @return without columns yet
   */
  public static <R extends Record, T> CopyIn<R, T> into(Table<R> table, Class<T> from) {
    return CopyIn.into(table);
  }

  /**
   * Writes the rows of a query as CSV with a header, in UTF-8, while they arrive.
   *
   * <pre>{@code
   * copy (select id, email from users where name = 'Ada') to stdout (format csv, header)
   * }</pre>
   *
   * <p>{@code COPY} takes no parameters, so jOOQ writes the values into the SQL, quoted. The
   * connection is out until the last row is written: give it a file or memory, not a slow client.
   * It has no timeout: {@code queryTimeout} does not hold for {@code COPY}.
   *
   * @param db where to run it; within a transaction, its connection
   * @param query of any columns
   * @param out is neither flushed nor closed
   * @return how many rows it wrote
   * @throws IOException if {@code out} does; the query is cancelled, the connection stays usable
   * @throws org.jooq.exception.DataAccessException if the database refuses the query
   */
  public static long out(DSLContext db, Select<?> query, OutputStream out) throws IOException {
    try (CopyLease lease = new CopyLease(db)) {
      return lease.out(db, query, out);
    }
  }
}
