package dev.trestle.internal.watch;

import dev.trestle.query.Execution;
import dev.trestle.query.PlanSource;
import java.util.List;
import org.jooq.Configuration;
import org.jooq.exception.DataAccessException;

/** Writes a plan into the log, each line of it under the request. */
final class PlanLog {
  private static final int LONGEST_LINE = 1_000;

  private PlanLog() {}

  /** Asked on a connection of its own, after the request has given back all of its. */
  static void write(
      Execution.Origin origin, String sql, PlanSource plan, Configuration configuration) {
    try {
      List<String> lines = plan.explain(configuration);
      SqlLog.LOG.info("{} plan of {}", origin, LogText.sql(sql));
      for (String line : lines) {
        SqlLog.LOG.info("{} | {}", origin, LogText.line(line, LONGEST_LINE));
      }
    } catch (DataAccessException e) {
      SqlLog.LOG.info("{} no plan ({}) of {}", origin, e.sqlState(), LogText.sql(sql));
    } catch (RuntimeException e) {
      SqlLog.LOG.info("{} no plan ({}) of {}", origin, e.getClass().getName(), LogText.sql(sql));
    }
  }
}
