package dev.trestle.testing;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A whole application on a free port over a {@link TestDatabase}, as a JUnit extension:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestApp app = TestApp.of(database, () -> Trestle.of(new Routes()));
 * }</pre>
 *
 * <p>Fails a test whose request ran the same statement again and again (see {@link #repeatLimit}),
 * and a class after which a connection is still out of the pool.
 */
public final class TestApp implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
  private static final int POOL_SIZE = 4;
  private static final int REPEAT_LIMIT = 4;

  private final TestDatabase database;
  private final Supplier<TrestleBuilder> builder;
  private final Repeats repeats;
  private final StatementLog statements = new StatementLog();
  private final HttpClient client = HttpClient.newHttpClient();
  private HikariDataSource pool;
  private Trestle app;

  private TestApp(TestDatabase database, Supplier<TrestleBuilder> builder, Repeats repeats) {
    this.database = database;
    this.builder = builder;
    this.repeats = repeats;
  }

  /**
   * An application over a database.
   *
   * @param database set up before the application, and dropped after it
   * @param builder makes the application; database and port are set here
   * @return to be registered as a static extension
   */
  public static TestApp of(TestDatabase database, Supplier<TrestleBuilder> builder) {
    return new TestApp(database, builder, new Repeats(REPEAT_LIMIT));
  }

  /**
   * The same application, whose requests may run one statement more or less often before the test
   * that sent them fails. What a test runs by {@link #db} is in no request, and attempts that
   * {@code Transactions.retries} ran again are not counted.
   *
   * @param times at least 1; 4 unless set
   * @return to be registered in place of this
   */
  public TestApp repeatLimit(int times) {
    if (times < 1) {
      throw new IllegalArgumentException("repeatLimit is " + times + "; it must be at least 1");
    }
    return new TestApp(database, builder, new Repeats(times));
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    database.beforeAll(context);
    DatabaseUrl url = database.urlForRequests();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url.jdbcUrl());
    config.setUsername(url.user());
    config.setPassword(url.password());
    config.setMaximumPoolSize(POOL_SIZE);
    pool = new HikariDataSource(config);
    app = builder.get().database(new Watched(pool, statements)).listener(repeats).port(0).start();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    repeats.check();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    app.close();
    int leaked = pool.getHikariPoolMXBean().getActiveConnections();
    pool.close();
    client.close();
    database.afterAll(context);
    if (leaked > 0) {
      throw new AssertionError(leaked + " connections were not given back to the pool");
    }
    repeats.check();
  }

  /**
   * The address of the application.
   *
   * @return without a slash at the end
   */
  public String url() {
    return app.url();
  }

  /**
   * The application's database, to look behind it. What runs here is in the statement log too.
   *
   * @return bound to the application's pool
   */
  public DSLContext db() {
    return app.db();
  }

  /**
   * What the application asked of its database.
   *
   * @return live
   */
  public StatementLog statements() {
    return statements;
  }

  /**
   * Sends {@code GET}.
   *
   * @param path with its query string, encoded
   * @return the answer, redirects not followed
   */
  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /**
   * Sends {@code POST} with a JSON body.
   *
   * @param path with its query string, encoded
   * @param json the body as it is
   * @return the answer, redirects not followed
   */
  public HttpResponse<String> post(String path, String json) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json)));
  }

  /**
   * Begins any other request.
   *
   * @param path with its query string, encoded
   * @return to be given to {@link #send}
   */
  public HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url() + path));
  }

  /**
   * Sends a request.
   *
   * @param request from {@link #request}
   * @return the answer, redirects not followed
   */
  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("The application did not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the application", e);
    }
  }

  /** Writes down what goes through the pool. */
  private record Watched(DataSource pool, StatementLog log) implements DataSource {
    @Override
    public Connection getConnection() throws SQLException {
      return log.watch(pool.getConnection());
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return log.watch(pool.getConnection(user, password));
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
      return pool.getLogWriter();
    }

    @Override
    public void setLogWriter(PrintWriter out) throws SQLException {
      pool.setLogWriter(out);
    }

    @Override
    public void setLoginTimeout(int seconds) throws SQLException {
      pool.setLoginTimeout(seconds);
    }

    @Override
    public int getLoginTimeout() throws SQLException {
      return pool.getLoginTimeout();
    }

    @Override
    public Logger getParentLogger() {
      return Logger.getLogger("dev.trestle.testing");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return pool.unwrap(type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return pool.isWrapperFor(type);
    }
  }
}
