package dev.trestle.internal.query;

import dev.trestle.query.Cancellation;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import org.jooq.conf.Settings;

/**
 * When a call has to end.
 *
 * @param timeout of each statement; the settings' own if empty
 * @param cancellation ends it from another thread
 */
public record Limits(Optional<Duration> timeout, Optional<Cancellation> cancellation) {
  public static final Limits NONE = new Limits(Optional.empty(), Optional.empty());
  private static final AutoCloseable NOTHING = () -> {};

  /** Whether there are none, so that a call need not be alone. */
  boolean isNone() {
    return timeout.isEmpty() && cancellation.isEmpty();
  }

  /** Throws 57014 if somebody said so. */
  void refuseIfCancelled() throws SQLException {
    if (cancellation.isPresent() && cancellation.get().isCancelled()) {
      throw new SQLException("Cancelled", "57014");
    }
  }

  /** Puts a statement under the limits until what is given back is closed. */
  AutoCloseable begin(PreparedStatement statement, Settings settings) throws SQLException {
    int seconds =
        timeout.isPresent()
            ? (int) Math.max(1, timeout.get().plusMillis(999).toSeconds())
            : settings.getQueryTimeout() == null ? 0 : settings.getQueryTimeout();
    if (seconds > 0) {
      statement.setQueryTimeout(seconds);
    }
    return cancellation.isPresent() ? cancellation.get().watch(statement) : NOTHING;
  }
}
