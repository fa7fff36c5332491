package dev.trestle.internal.watch;

import dev.trestle.query.Execution;
import dev.trestle.query.QueryLog;
import dev.trestle.query.RequestSummary;
import dev.trestle.query.StatementListener;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes statements into the log: each, or the slow ones as warnings, or both. */
final class SqlLog implements StatementListener {
  static final Logger LOG = LoggerFactory.getLogger("dev.trestle.sql");

  private final QueryLog kind;
  private final Optional<Duration> slow;

  /**
   * @param kind what is written of each statement
   * @param slow from where on one is a warning; empty for none
   */
  SqlLog(QueryLog kind, Optional<Duration> slow) {
    this.kind = kind;
    this.slow = slow;
  }

  @Override
  public void executed(Execution execution) {
    if (slow.isPresent() && execution.duration().compareTo(slow.get()) >= 0) {
      LOG.warn("{}slow, {}", origin(execution), text(execution));
    } else if (kind != QueryLog.OFF && LOG.isInfoEnabled()) {
      LOG.info("{}{}", origin(execution), text(execution));
    }
  }

  @Override
  public void requestEnded(RequestSummary summary) {
    if (kind != QueryLog.OFF) {
      LOG.info(
          "{}: {} {}, {}",
          summary.origin(),
          summary.statements(),
          summary.statements() == 1 ? "statement" : "statements",
          LogText.millis(summary.duration()));
    }
  }

  private static String origin(Execution execution) {
    return execution.origin().map(origin -> origin + ": ").orElse("");
  }

  private String text(Execution execution) {
    StringBuilder text = new StringBuilder(LogText.millis(execution.duration()));
    execution
        .rows()
        .ifPresent(rows -> text.append(", ").append(rows).append(rows == 1 ? " row" : " rows"));
    if (execution.together() > 1) {
      text.append(", shared by ").append(execution.together());
    }
    execution.failure().ifPresent(failure -> text.append(", failed with ").append(failure));
    text.append(": ").append(LogText.sql(execution.sql()));
    if (execution.values().size() > 0) {
      text.append(' ')
          .append(
              kind == QueryLog.VALUES
                  ? execution.values().revealed()
                  : execution.values().toString());
    }
    return text.toString();
  }
}
