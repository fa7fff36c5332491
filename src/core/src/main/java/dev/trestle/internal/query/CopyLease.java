package dev.trestle.internal.query;

import dev.trestle.internal.watch.StatementScope;
import dev.trestle.internal.work.Cancellable;
import dev.trestle.internal.work.Routed;
import dev.trestle.query.BoundValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jooq.ConnectionProvider;
import org.jooq.DSLContext;
import org.jooq.Select;
import org.jooq.exception.DataException;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.BaseConnection;
import org.postgresql.util.PSQLState;

/**
 * A lease of the driver's own connection, the open transaction's if there is one, for one {@code
 * COPY}. Used by one thread, and closed by it.
 */
public final class CopyLease implements AutoCloseable {
  private static final int PART_CHARS = 1 << 16;

  private final ConnectionProvider provider;
  private final Connection leased;
  private final BaseConnection connection;
  private final Optional<StatementScope> watch;

  public CopyLease(DSLContext db) {
    provider = Routed.writing(db.configuration().connectionProvider());
    watch = StatementScope.of(db.configuration());
    leased = provider.acquire();
    if (leased == null) {
      throw new IllegalStateException("This DSLContext has no connection to give");
    }
    try {
      connection = leased.unwrap(BaseConnection.class);
    } catch (SQLException e) {
      provider.release(leased);
      throw new IllegalStateException(
          "COPY needs a connection of PostgreSQL's driver; this is a " + leased.getClass(), e);
    }
  }

  /**
   * Copies rows in.
   *
   * @param types of the columns
   * @param values of a row, one for each column
   */
  public <T> long in(
      String sql, List<CopyText> types, Iterator<? extends T> rows, Function<T, Object[]> values) {
    long started = System.nanoTime();
    try {
      CopyIn copy = connection.getCopyAPI().copyIn(sql);
      try {
        send(copy, types, rows, values);
        return reported(sql, List.of(), started, copy.endCopy());
      } catch (SQLException | RuntimeException | Error e) {
        cancel(copy, e);
        throw e;
      }
    } catch (SQLException e) {
      failed(sql, List.of(), started, e);
      throw StatementFailure.of(sql, e);
    } catch (RuntimeException | Error e) {
      failed(sql, List.of(), started, e);
      throw e;
    }
  }

  private long reported(String sql, List<Object> values, long started, long rows) {
    watch.ifPresent(scope ->
        scope.executed(
            sql,
            BoundValues.of(values.toArray()),
            started,
            OptionalLong.of(rows),
            Optional.empty(),
            Optional.empty()));
    return rows;
  }

  private void failed(String sql, List<Object> values, long started, Throwable failure) {
    watch.ifPresent(scope ->
        scope.executed(
            sql,
            BoundValues.of(values.toArray()),
            started,
            OptionalLong.empty(),
            Optional.of(failure),
            Optional.empty()));
  }

  private <T> void send(
      CopyIn copy, List<CopyText> types, Iterator<? extends T> rows, Function<T, Object[]> values)
      throws SQLException {
    StringBuilder part = new StringBuilder();
    for (long number = 1; rows.hasNext(); number++) {
      T row = rows.next();
      if (row == null) {
        throw new NullPointerException("Row " + number + " is null");
      }
      Object[] cells = values.apply(row);
      for (int i = 0; i < cells.length; i++) {
        types.get(i).write(cells[i], part);
        part.append(i + 1 == cells.length ? '\n' : '\t');
      }
      if (part.length() >= PART_CHARS) {
        Cancellable.refuseIfCancelled(provider);
        send(copy, part);
      }
    }
    send(copy, part);
  }

  private static void send(CopyIn copy, StringBuilder part) throws SQLException {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(part));
      copy.writeToCopy(bytes.array(), 0, bytes.limit());
      part.setLength(0);
    } catch (CharacterCodingException e) {
      throw new DataException(
          "A text among the rows is half of a character: a surrogate without the other", e);
    }
  }

  private static void cancel(CopyIn copy, Throwable failure) {
    if (copy.isActive()) {
      try {
        copy.cancelCopy();
      } catch (SQLException e) {
        failure.addSuppressed(e);
      }
    }
  }

  /** Copies rows out, as CSV. */
  public long out(DSLContext db, Select<?> query, OutputStream out) throws IOException {
    if (!connection.getStandardConformingStrings()) {
      throw new IllegalStateException(
          "This connection has standard_conforming_strings off, so that values cannot be written"
              + " into SQL safely; leave it on");
    }
    // What is told of it has question marks: the values are nobody else's business.
    String told = copyOf(db.render(query));
    List<Object> values = watch.isPresent() ? db.extractBindValues(query) : List.of();
    long started = System.nanoTime();
    try {
      // To the driver a double question mark is the operator; COPY does not go through it.
      String inlined = db.renderInlined(query);
      String plain = connection.createQuery(inlined, false, true).query.getNativeSql();
      CopyOut copy = connection.getCopyAPI().copyOut(copyOf(plain));
      try {
        for (byte[] row = copy.readFromCopy(); row != null; row = copy.readFromCopy()) {
          out.write(row);
        }
        return reported(told, values, started, copy.getHandledRowCount());
      } catch (IOException | RuntimeException | Error e) {
        drain(copy, e);
        throw e;
      }
    } catch (SQLException e) {
      failed(told, values, started, e);
      throw StatementFailure.of(told, e);
    } catch (IOException | RuntimeException | Error e) {
      failed(told, values, started, e);
      throw e;
    }
  }

  private static String copyOf(String query) {
    return "copy (" + query + ") to stdout (format csv, header)";
  }

  /**
   * Ends the query and reads what it has sent already. The driver's own {@code cancelCopy} leaves
   * that, and the server's answer, to the connection's next statement.
   */
  private void drain(CopyOut copy, Throwable failure) {
    try {
      if (copy.isActive()) {
        connection.cancelQuery();
      }
      while (copy.isActive() && copy.readFromCopy() != null) {
        // Until the server has noticed.
      }
    } catch (SQLException e) {
      if (!PSQLState.QUERY_CANCELED.getState().equals(e.getSQLState())) {
        failure.addSuppressed(e);
      }
    }
  }

  @Override
  public void close() {
    provider.release(leased);
  }
}
