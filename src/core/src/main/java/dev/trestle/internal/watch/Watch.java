package dev.trestle.internal.watch;

import dev.trestle.RequestObservation;
import dev.trestle.StartException;
import dev.trestle.query.Execution;
import dev.trestle.query.QueryLog;
import dev.trestle.query.RequestSummary;
import dev.trestle.query.StatementListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jooq.Configuration;
import org.jooq.ExecuteListenerProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is told of an application's statements. Where nobody is, there is none of these. */
public final class Watch {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private static final Duration SLOW_IN_DEVELOPMENT = Duration.ofMillis(500);

  private final List<Guarded> listeners;
  private final boolean development;
  private final int repeatLimit;
  private final Optional<String> database;

  private Watch(
      List<Guarded> listeners, boolean development, int repeatLimit, Optional<String> database) {
    this.listeners = listeners;
    this.development = development;
    this.repeatLimit = repeatLimit;
    this.database = database;
  }

  /** A listener, and whether it has failed before. */
  private record Guarded(StatementListener listener, AtomicBoolean failed) {}

  /**
   * A watch for these settings.
   *
   * @param log what is written of each statement
   * @param slow from where on one is a warning, zero for never; empty for the default
   * @param development whether repeats are warnings, and plans are given on demand
   * @param repeatLimit how often a request may run one statement
   * @param others the application's own listeners
   * @return empty if nobody listens
   * @throws StartException if values would be logged outside development
   */
  public static Optional<Watch> of(
      QueryLog log,
      Optional<Duration> slow,
      boolean development,
      int repeatLimit,
      List<StatementListener> others) {
    if (log == QueryLog.VALUES && !development) {
      throw new StartException(
          "The query log would show what users send: QUERY_LOG=values needs DEVELOPMENT=true; set"
              + " it to redacted or off elsewhere.");
    }
    Optional<Duration> warned =
        slow.or(() -> development ? Optional.of(SLOW_IN_DEVELOPMENT) : Optional.empty())
            .filter(Duration::isPositive);
    List<StatementListener> all = new ArrayList<>();
    if (log != QueryLog.OFF || warned.isPresent()) {
      all.add(new SqlLog(log, warned));
    }
    if (development) {
      all.add(new RepeatWarning());
    }
    all.addAll(others);
    return all.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Watch(
                all.stream().map(listener -> new Guarded(listener, new AtomicBoolean())).toList(),
                development,
                repeatLimit,
                Optional.empty()));
  }

  /** The same for the statements of a database of that name. */
  public Watch of(String name) {
    return new Watch(listeners, development, repeatLimit, Optional.of(name));
  }

  /** The same configuration, watched. */
  public Configuration over(Configuration configuration) {
    Configuration watched =
        configuration.deriveAppending((ExecuteListenerProvider) JooqStatement::new);
    new StatementScope(this, configuration, Optional.empty(), RequestObservation.NONE)
        .attach(watched);
    return watched;
  }

  Optional<String> database() {
    return database;
  }

  boolean isDevelopment() {
    return development;
  }

  int repeatLimit() {
    return repeatLimit;
  }

  void executed(Execution execution) {
    tell(listener -> listener.executed(execution));
  }

  void requestEnded(RequestSummary summary) {
    tell(listener -> listener.requestEnded(summary));
  }

  private void tell(Consumer<StatementListener> event) {
    for (Guarded guarded : listeners) {
      try {
        event.accept(guarded.listener());
      } catch (Exception | AssertionError | LinkageError | StackOverflowError e) {
        if (guarded.failed().compareAndSet(false, true)) {
          LOG.error(
              "The statement listener {} failed; this is logged once",
              guarded.listener().getClass().getName(),
              e);
        }
      }
    }
  }
}
