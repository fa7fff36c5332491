package dev.trestle.console.internal.requests;

import dev.trestle.console.internal.data.Connections;
import dev.trestle.query.PlanSource;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/** Asks PostgreSQL for the plan of a statement that has run, which does not run it again. */
public final class Plans {
  private Plans() {}

  /** The plan, or in a sentence why there is none. */
  public static String of(RecordedStatement statement, Optional<Connections> connections) {
    if (statement.plan().isEmpty()) {
      return "Its plan is not to be had: its values were too large to be kept, several statements"
          + " travelled together, or the application was loaded anew since.";
    }
    if (connections.isEmpty()) {
      return "The console was given no database to ask.";
    }
    try {
      PlanSource plan = statement.plan().get();
      List<String> lines =
          connections
              .get()
              .read(connection ->
                  plan.explain(DSL.using(connection, SQLDialect.POSTGRES).configuration()));
      return String.join("\n", lines);
    } catch (SQLException | DataAccessException e) {
      return e.getMessage();
    }
  }
}
