package dev.trestle.e2e.chaos;

import dev.trestle.DatabaseUrl;
import dev.trestle.migrate.Migrations;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A PostgreSQL of its own with few connections, the service's schema and its seed. It can be killed
 * and started again where it was.
 */
final class Server implements AutoCloseable {
  /** That it gives at most. */
  static final int CONNECTIONS = 50;

  /** By what its own connections are told from the service's. */
  private static final String OWN = "chaos";

  private final Path directory;
  private EmbeddedPostgres postgres;

  private Server(Path directory, EmbeddedPostgres postgres) {
    this.directory = directory;
    this.postgres = postgres;
  }

  static Server start() {
    try {
      Path directory = Files.createTempDirectory(OWN);
      Server server = new Server(directory, builder(directory).start());
      Migrations.of(server.url(), "classpath:db/migration").apply();
      Migrations.seeds(server.url(), "classpath:db/seed").apply();
      return server;
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static EmbeddedPostgres.Builder builder(Path directory) {
    return EmbeddedPostgres.builder()
        .setDataDirectory(directory.resolve("data"))
        .setCleanDataDirectory(false)
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setServerConfig("max_connections", Integer.toString(CONNECTIONS));
  }

  DatabaseUrl url() {
    return url(postgres.getPort());
  }

  /** The same database behind another port. */
  DatabaseUrl url(int port) {
    return DatabaseUrl.parse("postgresql://postgres@127.0.0.1:" + port + "/postgres");
  }

  int port() {
    return postgres.getPort();
  }

  /** A connection that is none of the service's. */
  Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", url().user());
    properties.setProperty("ApplicationName", OWN);
    // Else it is said a moment after the connection is there.
    properties.setProperty("assumeMinServerVersion", "14");
    return DriverManager.getConnection(url().jdbcUrl(), properties);
  }

  long number(String sql) throws SQLException {
    try (Connection connection = connect()) {
      return number(connection, sql);
    }
  }

  static long number(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      row.next();
      return row.getLong(1);
    }
  }

  /** How many connections of pools there are; one that is just beginning has no name yet. */
  static int pooled(Connection connection) throws SQLException {
    return (int)
        number(
            connection,
            "select count(*) from pg_stat_activity where backend_type = 'client backend'"
                + " and application_name not in ('', '"
                + OWN
                + "', 'trestle notifications')");
  }

  /** How many of those are in a transaction or run a statement. */
  long busy() throws SQLException {
    return number(
        "select count(*) from pg_stat_activity where backend_type = 'client backend'"
            + " and application_name <> '"
            + OWN
            + "' and state <> 'idle'");
  }

  /** Kills all of its processes, as a power cut does, so that it has no time to say anything. */
  void kill() throws IOException {
    String pid = Files.readAllLines(directory.resolve("data").resolve("postmaster.pid")).getFirst();
    ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid.strip())).orElseThrow();
    Stream.concat(Stream.of(postmaster), postmaster.descendants())
        .toList()
        .forEach(process -> {
          process.destroyForcibly();
          process.onExit().join();
        });
  }

  /** Starts it again after a kill, at the same address. */
  void restart() throws IOException {
    int port = port();
    postgres.close();
    postgres = builder(directory).setPort(port).start();
  }

  @Override
  public void close() throws IOException {
    postgres.close();
    try (Stream<Path> files = Files.walk(directory)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    }
  }
}
