package dev.trestle.notify;

import dev.trestle.DatabaseUrl;
import dev.trestle.internal.db.ConnectionFailures;
import dev.trestle.internal.db.Password;
import dev.trestle.internal.db.Pooler;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The connection that listens, made again when it is lost, and the thread that waits on it. */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final int QUIET_MILLIS = 10_000;
  private static final int ANSWER_SECONDS = 5;
  private static final long FIRST_PAUSE_MILLIS = 100;
  private static final long LONGEST_PAUSE_MILLIS = 10_000;

  // Not found by way of DriverManager, which opens every jar to look for others.
  private final Driver driver = new Driver();
  private final DatabaseUrl url;
  private final Set<String> channels;
  private final BiConsumer<String, String> message;
  private final Runnable gap;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile Connection connection;

  /**
   * @param message is told channel and payload
   * @param gap runs when a lost connection listens again
   */
  Listener(
      DatabaseUrl url, Set<String> channels, BiConsumer<String, String> message, Runnable gap) {
    this.url = url;
    this.channels = channels;
    this.message = message;
    this.gap = gap;
  }

  /** Connects, and leaves the rest to a thread. */
  void start() throws SQLException {
    connection = connect();
    Thread.ofVirtual().name("trestle-notifications").start(this::listen);
  }

  private void listen() {
    while (!isClosed()) {
      try {
        receive();
      } catch (SQLException e) {
        quietly(connection);
        if (!isClosed()) {
          LOG.warn("The connection that listens for notifications was lost: {}", e.getMessage());
          reconnect();
        }
      }
    }
  }

  private void receive() throws SQLException {
    PGNotification[] received =
        connection.unwrap(PGConnection.class).getNotifications(QUIET_MILLIS);
    if (received == null || received.length == 0) {
      // The peer may be gone without a word.
      if (!connection.isValid(ANSWER_SECONDS)) {
        throw new SQLException("It does not answer");
      }
      return;
    }
    for (PGNotification notification : received) {
      message.accept(notification.getName(), notification.getParameter());
    }
  }

  private void reconnect() {
    long pause = FIRST_PAUSE_MILLIS;
    while (!pause(pause)) {
      try {
        connection = connect();
        if (isClosed()) {
          quietly(connection);
          return;
        }
        LOG.info("Listening for notifications again");
        gap.run();
        return;
      } catch (SQLException e) {
        LOG.warn("Notifications: {}", ConnectionFailures.explain(url, e));
        pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
      }
    }
  }

  private Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", url.user());
    properties.setProperty("password", Password.of(url));
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("connectTimeout", String.valueOf(ANSWER_SECONDS));
    Connection opened = driver.connect(url.jdbcUrl(), properties);
    try (Statement statement = opened.createStatement()) {
      Pooler.refuseBetween(url, opened, "Notifications");
      statement.execute("set application_name = 'trestle notifications'");
      for (String channel : channels) {
        statement.execute("listen \"" + channel.replace("\"", "\"\"") + "\"");
      }
      return opened;
    } catch (SQLException e) {
      quietly(opened);
      throw e;
    }
  }

  /** Waits, by up to a half more so that replicas do not come back together; whether to give up. */
  private boolean pause(long millis) {
    long more = ThreadLocalRandom.current().nextLong(millis / 2 + 1);
    try {
      return closed.await(millis + more, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private boolean isClosed() {
    return closed.getCount() == 0;
  }

  /** Ends what waits on it, which a close would wait for. */
  private static void quietly(Connection lost) {
    try {
      lost.abort(Runnable::run);
    } catch (SQLException e) {
      LOG.debug("A connection did not close", e);
    }
  }

  @Override
  public void close() {
    closed.countDown();
    quietly(connection);
  }
}
