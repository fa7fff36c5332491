package dev.trestle.internal.db;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a database whether it answers. However many want to know, one question is under way, so a
 * database that is silent costs one connection. Safe for all threads.
 */
final class Ping {
  /** For who asks; the question itself may take longer. */
  static final int LONGEST_SECONDS = 2;

  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  private final ConnectionProvider connections;
  private Future<Duration> question =
      CompletableFuture.failedFuture(new IllegalStateException("Nobody has asked yet"));

  /**
   * @param connections to the database
   */
  Ping(ConnectionProvider connections) {
    this.connections = connections;
  }

  /** How long the answer took, from now or from when somebody else asked; empty without one. */
  Optional<Duration> ask() {
    try {
      return Optional.of(question().get(LONGEST_SECONDS, TimeUnit.SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException | TimeoutException e) {
      LOG.debug("The database was asked for nothing and did not answer", e);
      return Optional.empty();
    }
  }

  /** On a thread that nobody interrupts: that would close the connection. */
  private synchronized Future<Duration> question() {
    if (question.isDone()) {
      FutureTask<Duration> next = new FutureTask<>(this::select);
      Thread.ofVirtual().name("trestle-ping").start(next);
      question = next;
    }
    return question;
  }

  private Duration select() throws SQLException, DataAccessException {
    long began = System.nanoTime();
    Connection connection = connections.acquire();
    try (PreparedStatement statement = connection.prepareStatement("select 1")) {
      statement.setQueryTimeout(LONGEST_SECONDS);
      statement.execute();
    } finally {
      connections.release(connection);
    }
    return Duration.ofNanos(System.nanoTime() - began);
  }
}
