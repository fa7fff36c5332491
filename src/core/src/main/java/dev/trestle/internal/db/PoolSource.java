package dev.trestle.internal.db;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.replica.Replica;
import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.Collections;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.function.LongSupplier;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.slf4j.LoggerFactory;

/**
 * Opens the connections of a pool, and asks each what it goes through: an address may lead to a
 * pooler today and to the server tomorrow. Safe for all threads.
 */
final class PoolSource implements DataSource {
  private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("dev.trestle");

  /** Any server. */
  static final long ANY = -1;

  private final DatabaseUrl url;
  private final boolean readOnly;
  private final LongSupplier server;
  private final Driver driver = new Driver();
  private final Set<Connection> opened =
      Collections.synchronizedSet(Collections.newSetFromMap(new WeakHashMap<>()));
  private volatile int loginSeconds;
  private volatile boolean pooler;
  private boolean known;
  private Optional<ServerLimits> limits = Optional.empty();

  PoolSource(DatabaseUrl url) {
    this(url, false, () -> ANY);
  }

  private PoolSource(DatabaseUrl url, boolean readOnly, LongSupplier server) {
    this.url = url;
    this.readOnly = readOnly;
    this.server = server;
  }

  /**
   * One whose connections refuse writes, also if their server takes them one day.
   *
   * @param server when that was started which they must lead to, in microseconds; {@link #ANY} if
   *     they may lead to another
   */
  static PoolSource reading(DatabaseUrl url, LongSupplier server) {
    return new PoolSource(url, true, server);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = driver.connect(url.jdbcUrl(), properties());
    try {
      boolean between = Pooler.isBetween(url, connection);
      if (between) {
        connection.unwrap(PGConnection.class).setPrepareThreshold(0);
      } else if (readOnly) {
        refuseWrites(connection);
      }
      refuseOthers(connection);
      learn(connection, between);
      opened.add(connection);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private static void refuseWrites(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("set session characteristics as transaction read only");
    }
  }

  /** A name may lead to several servers, and what is known of one does not hold for the others. */
  private void refuseOthers(Connection connection) throws SQLException {
    long expected = server.getAsLong();
    if (expected != ANY && expected != Replica.startedAt(connection)) {
      throw new SQLException(
          url.hosts()
              + " leads to several servers, or to another than before; name each of them in"
              + " DATABASE_URL_REPLICA, with commas between them");
    }
  }

  private Properties properties() throws SQLException {
    Properties properties = new Properties();
    PGProperty.USER.set(properties, url.user());
    PGProperty.PASSWORD.set(properties, Password.of(url));
    PGProperty.LOGIN_TIMEOUT.set(properties, loginSeconds);
    // The detail of an error quotes stored values: keep it out of exceptions, so out of the log.
    PGProperty.LOG_SERVER_ERROR_DETAIL.set(properties, false);
    return properties;
  }

  private synchronized void learn(Connection connection, boolean between) {
    if (between && !pooler && url.throughPooler().isEmpty()) {
      LOG.info(
          "{} is a pooler: nothing is left prepared on the server; pgbouncer=true in the address"
              + " says so, pgbouncer=false otherwise",
          url.hosts());
    }
    pooler = between;
    if (!known) {
      known = true;
      limits = between ? Optional.empty() : ServerLimits.ask(connection);
    }
  }

  /**
   * Whether a server that a connection is open to takes no writes, as it tells without being asked
   * since PostgreSQL 14. A pooler does not hand that on.
   */
  boolean isReadOnly() {
    synchronized (opened) {
      return opened.stream().anyMatch(PoolSource::isReadOnly);
    }
  }

  private static boolean isReadOnly(Connection connection) {
    try {
      PGConnection told = connection.unwrap(PGConnection.class);
      return !connection.isClosed()
          && ("on".equals(told.getParameterStatus("in_hot_standby"))
              || "on".equals(told.getParameterStatus("default_transaction_read_only")));
    } catch (SQLException e) {
      return false;
    }
  }

  /** What the server said when it was first connected to; empty behind a pooler, too. */
  synchronized Optional<ServerLimits> limits() {
    return limits;
  }

  @Override
  public Connection getConnection(String user, String password) throws SQLException {
    throw new SQLFeatureNotSupportedException("The address says who logs in");
  }

  @Override
  public PrintWriter getLogWriter() {
    return null;
  }

  @Override
  public void setLogWriter(PrintWriter out) {
    // The driver logs by java.util.logging.
  }

  @Override
  public void setLoginTimeout(int seconds) {
    loginSeconds = seconds;
  }

  @Override
  public int getLoginTimeout() {
    return loginSeconds;
  }

  @Override
  public Logger getParentLogger() {
    return driver.getParentLogger();
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    if (type.isInstance(this)) {
      return type.cast(this);
    }
    throw new SQLException("This is no " + type.getName());
  }

  @Override
  public boolean isWrapperFor(Class<?> type) {
    return type.isInstance(this);
  }
}
