package dev.trestle;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import javax.sql.DataSource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A real server with an empty database, for all tests of a class. */
public final class Postgres implements BeforeAllCallback, AfterAllCallback {
  private EmbeddedPostgres server;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    server = EmbeddedPostgres.builder().setServerConfig("listen_addresses", "127.0.0.1").start();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    server.close();
  }

  /** Where its database is. */
  public DatabaseUrl url() {
    return DatabaseUrl.parse("postgresql://postgres@127.0.0.1:" + server.getPort() + "/postgres");
  }

  /** A connection of its own each time. */
  public DataSource dataSource() {
    return server.getPostgresDatabase();
  }
}
