package dev.trestle.query;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.Postgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real server that writes down every statement before it runs it. */
final class LoggingServer implements AutoCloseable {
  private static final Pattern STATEMENT =
      Pattern.compile("^watched:LOG: +(?:statement|execute [^:]+): (.*)$");

  private final Path log;
  private final EmbeddedPostgres server;

  private LoggingServer(Path log, EmbeddedPostgres server) {
    this.log = log;
    this.server = server;
  }

  static LoggingServer start() throws IOException {
    Path log = Files.createTempFile("statements", ".log");
    return new LoggingServer(
        log,
        Postgres.builder()
            .setServerConfig("log_statement", "all")
            .setServerConfig("log_line_prefix", "%a:")
            .setServerConfig("deadlock_timeout", "20ms")
            .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start());
  }

  /** Only its statements are told of. */
  HikariDataSource pool(int size) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl("jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres");
    config.setUsername("postgres");
    config.addDataSourceProperty("ApplicationName", "watched");
    config.setMaximumPoolSize(size);
    config.setConnectionTimeout(2_000);
    return new HikariDataSource(config);
  }

  /** What was sent while the work was done, in order. */
  List<String> statements(Runnable work) throws IOException {
    long before = Files.size(log);
    work.run();
    byte[] all = Files.readAllBytes(log);
    String written = new String(all, (int) before, all.length - (int) before, UTF_8);
    return written.lines().flatMap(LoggingServer::statement).toList();
  }

  private static Stream<String> statement(String line) {
    Matcher matcher = STATEMENT.matcher(line);
    return matcher.matches() ? Stream.of(matcher.group(1)) : Stream.empty();
  }

  @Override
  public void close() throws IOException {
    server.close();
    Files.delete(log);
  }
}
