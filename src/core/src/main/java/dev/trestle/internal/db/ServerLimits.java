package dev.trestle.internal.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections a server gives to a role, all replicas together.
 *
 * @param available at least 1
 * @param reason where that comes from, for people
 */
record ServerLimits(int available, String reason) {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  /** {@code reserved_connections} is there from PostgreSQL 16 on; -1 is no limit. */
  private static final String QUESTION =
      """
      select current_setting('max_connections')::int,
             current_setting('superuser_reserved_connections')::int
               + coalesce(current_setting('reserved_connections', true)::int, 0),
             (select datconnlimit from pg_database where datname = current_database()),
             (select rolconnlimit from pg_roles where rolname = session_user)
      """;

  /** Empty of a server that does not tell. */
  static Optional<ServerLimits> ask(Connection connection) {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(QUESTION)) {
      row.next();
      return Optional.of(of(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4)));
    } catch (SQLException e) {
      LOG.debug("The server does not tell how many connections it gives", e);
      return Optional.empty();
    }
  }

  private static ServerLimits of(int most, int reserved, int ofDatabase, int ofRole) {
    ServerLimits server =
        new ServerLimits(
            Math.max(1, most - reserved),
            "max_connections is " + most + ", of which " + reserved + " are reserved");
    return server
        .butAtMost(ofDatabase, "the connection limit of the database")
        .butAtMost(ofRole, "the connection limit of the role");
  }

  private ServerLimits butAtMost(int limit, String what) {
    return limit > 0 && limit < available ? new ServerLimits(limit, what + " is " + limit) : this;
  }
}
