package dev.trestle.internal.query;

import dev.trestle.internal.db.Snapshots;
import dev.trestle.internal.watch.StatementScope;
import dev.trestle.query.JsonParts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.NoSuchElementException;
import org.jooq.Configuration;

/**
 * The rows of a query as a JSON array in parts, as of one moment: read through a cursor, whose
 * connection is out until the last part, or its deadline. Used by one thread, and closed by it.
 */
final class SnapshotParts implements JsonParts {
  private static final int BATCH = 1_000;

  private final Rendered statement;
  private final JsonShape shape;
  private final Snapshots.Snapshot snapshot;
  private final Session session;
  private final JsonLoader loader;
  private final Session.Reading reading;
  private final JsonArray array = new JsonArray();
  private boolean ended;

  SnapshotParts(
      Configuration configuration,
      Rendered statement,
      JsonShape shape,
      Object[] arguments,
      Limits limits,
      Duration longest) {
    this.statement = statement;
    this.shape = shape;
    this.snapshot = Snapshots.open(configuration, longest);
    try {
      this.session = new Session(snapshot.configuration(), limits);
      this.loader = new JsonLoader(session, arguments);
      this.reading = session.reading(statement, arguments, BATCH);
    } catch (RuntimeException | Error e) {
      snapshot.close();
      throw e;
    }
  }

  @Override
  public boolean hasNext() {
    return !ended;
  }

  @Override
  public byte[] next() {
    if (ended) {
      throw new NoSuchElementException("All rows are written");
    }
    JsonLevel level = shape.level();
    reading.read((rows, scope) -> some(rows, scope, level));
    // To who looks for statements that are repeated, those of all batches are one.
    Runnable forget = array.begun() ? StatementScope.mark(snapshot.configuration()) : () -> {};
    loader.fill(statement, shape, level);
    forget.run();
    byte[] part = array.part(List.of(level), ended);
    if (ended) {
      close();
    }
    return part;
  }

  /** Reads a batch, and sees whether it is the last. */
  private int some(ResultSet rows, BindingScopes scope, JsonLevel level) throws SQLException {
    int count = 0;
    while (count < BATCH) {
      if (!rows.next()) {
        ended = true;
        break;
      }
      shape.write(rows, scope, level);
      level.endRow();
      count++;
    }
    return count;
  }

  @Override
  public void close() {
    ended = true;
    try (snapshot;
        session) {
      reading.close();
    }
  }
}
