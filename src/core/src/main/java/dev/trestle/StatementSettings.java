package dev.trestle;

import dev.trestle.internal.setting.Range;
import dev.trestle.internal.watch.Watch;
import dev.trestle.query.QueryLog;
import dev.trestle.query.StatementListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What is told of an application's statements.
 *
 * @see TrestleBuilder#statements
 */
public final class StatementSettings {
  private static final Range REPEATS = new Range(1, Integer.MAX_VALUE);

  private QueryLog queryLog = QueryLog.OFF;
  private Optional<Duration> slowQuery = Optional.empty();
  private int repeatLimit = 4;
  private final List<StatementListener> listeners = new ArrayList<>();

  StatementSettings() {}

  /**
   * Writes each statement to the logger {@code dev.trestle.sql}, with its request and duration.
   *
   * @param kind {@code OFF} unless set; {@code VALUES} is refused at start outside development
   * @return this
   */
  public StatementSettings queryLog(QueryLog kind) {
    this.queryLog = Objects.requireNonNull(kind, "kind");
    return this;
  }

  /**
   * Makes a slow statement a warning of the logger {@code dev.trestle.sql}: its duration, its SQL,
   * and its values as {@link #queryLog} shows them, which is redacted where that is off.
   *
   * @param atLeast zero for never; unless set 500 ms in development, elsewhere never
   * @return this
   */
  public StatementSettings slowQuery(Duration atLeast) {
    this.slowQuery = Optional.of(Bounds.notNegative("slowQuery", atLeast));
    return this;
  }

  /**
   * How often a request may run the same statement; more is a warning in development, in the log
   * and in the console, and fails a test of the test kit, since it is mostly one for each row of
   * another ("N+1").
   *
   * @param times at least 1; 4 unless set
   * @return this
   */
  public StatementSettings repeatLimit(int times) {
    this.repeatLimit = REPEATS.check("repeatLimit", times);
    return this;
  }

  void listener(StatementListener listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
  }

  void take(Environment environment) {
    queryLog(environment.queryLog());
    environment.slowQuery().ifPresent(this::slowQuery);
  }

  /**
   * Who is told of them.
   *
   * @return empty if nobody is
   * @throws StartException if values would be logged outside development
   */
  Optional<Watch> watch(boolean development) {
    return Watch.of(queryLog, slowQuery, development, repeatLimit, listeners);
  }
}
