package dev.trestle.query;

import java.util.List;
import org.jooq.Configuration;

/**
 * A statement with the values that it ran with, whose plan can be asked for later. It holds the
 * query and its values for as long as it is kept.
 */
@FunctionalInterface
public interface PlanSource {
  /**
   * Runs {@code explain}, which does not run the statement.
   *
   * @param configuration to run it on
   * @return PostgreSQL's lines, which show values
   * @throws org.jooq.exception.DataAccessException if PostgreSQL has no plan for it
   */
  List<String> explain(Configuration configuration);
}
