package dev.trestle.internal.watch;

import java.util.List;
import org.jooq.Configuration;

/** A statement with its values, whose plan can be asked for. */
@FunctionalInterface
public interface PlanSource {
  /**
   * Runs {@code explain}, which does not run the statement.
   *
   * @param configuration to run it on
   * @return PostgreSQL's lines
   */
  List<String> explain(Configuration configuration);
}
