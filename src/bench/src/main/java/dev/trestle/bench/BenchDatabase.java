package dev.trestle.bench;

import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.StartException;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.migrate.Migrations;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The database that is measured on: that of {@code DATABASE_URL} if set, which must hold the
 * service's schema and the rows of its seed and no others; an embedded one otherwise.
 */
public final class BenchDatabase implements AutoCloseable {
  /** Users of the seed. */
  public static final int USERS = 10_000;

  private static final int POSTS = 100_000;
  private static final String PROPERTY = "dev.trestle.bench.database";

  private final DatabaseUrl url;
  private final Optional<EmbeddedServer> server;

  private BenchDatabase(DatabaseUrl url, Optional<EmbeddedServer> server) {
    this.url = url;
    this.server = server;
  }

  /** The database, with its rows. */
  public static BenchDatabase open(Map<String, String> environment) {
    Optional<DatabaseUrl> given = Environment.of(environment).database();
    if (given.isPresent()) {
      requireSeed(given.get());
      return new BenchDatabase(given.get(), Optional.empty());
    }
    EmbeddedServer server = EmbeddedServer.temporary();
    Migrations.of(server.url(), "classpath:db/migration").apply();
    Migrations.seeds(server.url(), "classpath:db/seed").apply();
    return new BenchDatabase(server.url(), Optional.of(server));
  }

  /** In a process that was started with {@link #forFork}. */
  static DatabaseUrl ofFork() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(DatabaseUrl::parse)
        .or(() -> Environment.of(System.getenv()).database())
        .orElseThrow(() -> new StartException("Run this through make bench."));
  }

  /** Arguments of a JVM; an address with a password stays in the environment. */
  List<String> forFork() {
    return server.isPresent() ? List.of("-D" + PROPERTY + "=" + url.toUri()) : List.of();
  }

  /** The id of the seed's user of this number, from 1. */
  public static UUID user(int number) {
    return new UUID(0x4000, 0x8000_0000_0000_0000L | number);
  }

  /** Where it is. */
  public DatabaseUrl url() {
    return url;
  }

  /** What it is, for the record. */
  public String version() {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("show server_version")) {
      row.next();
      return row.getString(1) + (server.isPresent() ? ", embedded" : "");
    } catch (SQLException e) {
      throw new StartException("Cannot ask " + url + ": " + e.getMessage() + ".", e);
    }
  }

  /** Refuses a database that holds less, or anything that measuring could spoil. */
  static void requireSeed(DatabaseUrl url) {
    try (Connection connection = connect(url);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select (select count(*) from users where email not like '%"
                    + Source.DOMAIN
                    + "'), (select count(*) from posts)")) {
      row.next();
      if (row.getInt(1) != USERS || row.getInt(2) != POSTS) {
        throw new StartException(
            "DATABASE_URL leads to "
                + row.getInt(1)
                + " users and "
                + row.getInt(2)
                + " posts at "
                + url
                + ", not to the seed's "
                + USERS
                + " and "
                + POSTS
                + "; name a database for measuring only, after make migrate seed, or unset it.");
      }
    } catch (SQLException e) {
      throw new StartException(
          "DATABASE_URL cannot be measured on ("
              + e.getMessage().lines().findFirst().orElse("")
              + "); run make migrate seed first, or unset it.",
          e);
    }
  }

  private static Connection connect(DatabaseUrl url) throws SQLException {
    return DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
  }

  @Override
  public void close() {
    server.ifPresent(EmbeddedServer::close);
  }
}
