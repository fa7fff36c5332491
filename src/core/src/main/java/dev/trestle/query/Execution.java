package dev.trestle.query;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One statement that was run. Its text form has no values.
 *
 * @param sql as it was sent, with a question mark for each bound value; what the query itself
 *     inlines is in it. Of a batch each different statement, separated by {@code "; "}
 * @param values that were bound, hidden until asked for; none for a batch
 * @param duration from sending it until the last row was read, which for a prepared query without
 *     relations includes making its values
 * @param rows that it gave or changed; empty if it failed or nobody counted
 * @param failure the SQLSTATE, such as {@code 23505}, or the name of the exception's class if the
 *     database had no part in it; empty if all went well
 * @param origin the request that ran it; empty outside of one, and for what a route runs on {@link
 *     dev.trestle.Trestle#db} in place of the {@code DSLContext} that it was given
 * @param database the name of the database; empty if the pool is {@linkplain
 *     dev.trestle.TrestleBuilder#database(javax.sql.DataSource) somebody's own}
 * @param together how many calls the statement answered: more than 1 for a {@linkplain
 *     Prepared1#shared shared} lookup. Each of them is told of as it would be alone, its SQL,
 *     values and rows, with a duration from asking, the wait for its turn included
 */
public record Execution(
    String sql,
    BoundValues values,
    Duration duration,
    OptionalLong rows,
    Optional<String> failure,
    Optional<Origin> origin,
    Optional<String> database,
    int together) {
  /** Refuses null. */
  public Execution {
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(values, "values");
    Objects.requireNonNull(duration, "duration");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(failure, "failure");
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(database, "database");
  }

  /**
   * A request, as logs and metrics name it.
   *
   * @param route its verb and the URL as the route spells it: {@code GET /api/users/{id}}
   * @param requestId what the client has as {@code X-Request-Id}
   */
  public record Origin(String route, String requestId) {
    /** Refuses null. */
    public Origin {
      Objects.requireNonNull(route, "route");
      Objects.requireNonNull(requestId, "requestId");
    }

    /** {@code GET /api/users/{id} [1f0c…]}. */
    @Override
    public String toString() {
      return route + " [" + requestId + "]";
    }
  }
}
