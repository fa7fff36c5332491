package dev.trestle;

import dev.trestle.internal.db.Database;
import dev.trestle.internal.javalin.OwnServer;
import dev.trestle.spi.RouteTable;
import io.javalin.Javalin;
import java.util.Optional;
import org.jooq.DSLContext;

/**
 * A running application: a route table, a database and the server that answers for them.
 *
 * <pre>{@code
 * try (Trestle app = Trestle.of(new Routes()).database(url).port(0).start()) {
 *   System.out.println(app.url());
 * }
 * }</pre>
 *
 * <p>Nothing is shared between applications: any number run in one JVM. To answer within a Javalin
 * server that you configure yourself, see {@link TrestleBuilder#plugin}.
 */
public final class Trestle implements AutoCloseable {
  private final Javalin server;
  private final Optional<Database> database;
  private final String host;
  private final int port;

  Trestle(Javalin server, Optional<Database> database, String host) {
    this.server = server;
    this.database = database;
    this.host = host;
    this.port = server.port();
  }

  /**
   * Begins an application.
   *
   * @param routes generated as {@code Routes} into the package annotated with {@link AppRoot}
   * @return a builder with the defaults
   */
  public static TrestleBuilder of(RouteTable routes) {
    return new TrestleBuilder(routes);
  }

  /**
   * The port the server listens on.
   *
   * @return the real one, also where 0 was asked for
   */
  public int port() {
    return port;
  }

  /**
   * The address of the server.
   *
   * @return {@code http://host:port} without a slash at the end
   */
  public String url() {
    return OwnServer.url(host, port);
  }

  /**
   * The application's database.
   *
   * @return takes a connection only while a statement or transaction runs
   * @throws IllegalStateException if the application was built without one
   */
  public DSLContext db() {
    return database
        .orElseThrow(() -> new IllegalStateException("This application has no database"))
        .dsl();
  }

  /**
   * Stops: refuses new connections, lets requests in flight end within 10 seconds, and what they
   * left to be done ({@link After}) within 10 more, then closes the connection pool. Does nothing
   * the second time.
   */
  @Override
  public void close() {
    OwnServer.stop(server);
  }
}
