package dev.trestle.bench.edge;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** One connection of JDBC's, which stays open. */
final class JdbcLookup implements Lookup {
  private final Connection connection;
  private final PreparedStatement statement;

  JdbcLookup(DatabaseUrl url) throws SQLException {
    this.connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    this.statement = connection.prepareStatement(SQL.replace("$1", "?"));
  }

  @Override
  public String email(UUID id) throws SQLException {
    statement.setObject(1, id);
    try (ResultSet row = statement.executeQuery()) {
      row.next();
      row.getString(1);
      row.getString(3);
      return row.getString(2);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
