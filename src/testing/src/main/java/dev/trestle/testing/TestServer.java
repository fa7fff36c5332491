package dev.trestle.testing;

import dev.trestle.DatabaseUrl;
import dev.trestle.embedded.EmbeddedServer;
import java.util.Map;
import java.util.Optional;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The PostgreSQL server under test: {@code TEST_DATABASE_URL} if set, a container if {@code
 * TEST_DATABASE=testcontainers}, the embedded one otherwise, with a PgBouncer before it if {@code
 * TEST_DATABASE=pgbouncer}.
 */
final class TestServer implements AutoCloseable {
  /** As many as an application under test may have out at once. */
  private static final int POOLED = 4;

  private static final String DEFAULT_IMAGE = "postgres:18-alpine";

  private final DatabaseUrl url;
  private final Optional<PoolerProcess> pooler;
  private final Runnable stop;

  private TestServer(DatabaseUrl url, Optional<PoolerProcess> pooler, Runnable stop) {
    this.url = url;
    this.pooler = pooler;
    this.stop = stop;
  }

  static TestServer start(Map<String, String> environment) {
    Optional<String> given = set(environment, "TEST_DATABASE_URL");
    if (given.isPresent()) {
      return new TestServer(DatabaseUrl.parse(given.get()), Optional.empty(), () -> {});
    }
    String kind = set(environment, "TEST_DATABASE").orElse("embedded");
    return switch (kind) {
      case "embedded" -> embedded();
      case "pgbouncer" -> pooled();
      case "testcontainers" ->
          container(set(environment, "TEST_POSTGRES_IMAGE").orElse(DEFAULT_IMAGE));
      default ->
          throw new IllegalArgumentException(
              "TEST_DATABASE is '" + kind + "'; set it to embedded, pgbouncer or testcontainers.");
    };
  }

  private static TestServer embedded() {
    EmbeddedServer server = EmbeddedServer.temporary();
    return new TestServer(server.url(), Optional.empty(), server::close);
  }

  private static TestServer pooled() {
    EmbeddedServer server = EmbeddedServer.temporary();
    return new TestServer(
        server.url(), Optional.of(PoolerProcess.start(server.url(), POOLED)), server::close);
  }

  private static TestServer container(String image) {
    PostgreSQLContainer container =
        new PostgreSQLContainer(DockerImageName.parse(image).asCompatibleSubstituteFor("postgres"));
    container.start();
    DatabaseUrl url =
        DatabaseUrl.parse(
            container.getJdbcUrl()
                + (container.getJdbcUrl().contains("?") ? "&" : "?")
                + "user="
                + container.getUsername()
                + "&password="
                + container.getPassword());
    return new TestServer(url, Optional.empty(), container::stop);
  }

  DatabaseUrl url() {
    return url;
  }

  /** What an application asks instead of a database of this server. */
  DatabaseUrl forRequests(DatabaseUrl database) {
    return pooler
        .map(it -> DatabaseUrl.parse(it.url(database.database()).toUri() + "?pgbouncer=true"))
        .orElse(database);
  }

  @Override
  public void close() {
    pooler.ifPresent(PoolerProcess::close);
    stop.run();
  }

  private static Optional<String> set(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }
}
