package dev.trestle;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An empty database for all tests of a class, on a real server: the one of all classes, or one that
 * the class may change.
 */
public final class Postgres implements BeforeAllCallback, AfterAllCallback {
  private final boolean alone;
  private EmbeddedPostgres server;
  private String database = "postgres";

  /** On the server of all classes. Its databases go with it. */
  public Postgres() {
    this(false);
  }

  private Postgres(boolean alone) {
    this.alone = alone;
  }

  /** On a server of its own, for who changes its settings. */
  static Postgres alone() {
    return new Postgres(true);
  }

  private record Shared(EmbeddedPostgres server) implements AutoCloseable {
    @Override
    public void close() throws IOException {
      server.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException, SQLException {
    if (alone) {
      server = start();
      return;
    }
    server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Postgres.class))
            .computeIfAbsent(Shared.class, key -> new Shared(start()), Shared.class)
            .server();
    String name = "test_" + HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    }
    database = name;
  }

  /** One that takes its time to start, as on a machine that is busy, is no failure of a test. */
  public static EmbeddedPostgres.Builder builder() {
    return EmbeddedPostgres.builder()
        .setServerConfig("listen_addresses", "127.0.0.1")
        .setPGStartupWait(Duration.ofMinutes(2));
  }

  private static EmbeddedPostgres start() {
    try {
      return builder().start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (alone) {
      server.close();
    }
  }

  /** Where its database is. */
  public DatabaseUrl url() {
    return DatabaseUrl.parse("postgresql://postgres@127.0.0.1:" + server.getPort())
        .withDatabase(database);
  }

  /** A connection of its own each time. */
  public DataSource dataSource() {
    return server.getDatabase("postgres", database);
  }
}
