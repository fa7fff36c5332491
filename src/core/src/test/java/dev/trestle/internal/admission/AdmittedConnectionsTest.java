package dev.trestle.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.DatabaseUrl;
import dev.trestle.LoggedErrors;
import dev.trestle.Postgres;
import dev.trestle.internal.work.Owner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Permits and a real pool's connections: one goes and comes with the other. */
@Timeout(120)
class AdmittedConnectionsTest {
  private static final int SIZE = 3;
  private static final int THREADS = 24;
  private static final int TAKES = 60;

  @RegisterExtension static final Postgres postgres = new Postgres();

  /** Which fails to give a connection when it is told to. */
  private static final class FailingPool extends HikariDataSource {
    final AtomicInteger failures = new AtomicInteger();

    @Override
    public Connection getConnection() throws SQLException {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new SQLException("refused for the test", "08006");
      }
      return super.getConnection();
    }
  }

  private final FailingPool pool = new FailingPool();

  @BeforeEach
  void open() {
    DatabaseUrl url = postgres.url();
    pool.setJdbcUrl(url.jdbcUrl());
    pool.setUsername(url.user());
    pool.setMaximumPoolSize(SIZE);
    pool.setConnectionTimeout(60_000);
  }

  @AfterEach
  void close() {
    pool.close();
  }

  private AdmittedConnections connections(int queue, Duration longestWait) {
    return AdmittedConnections.over(
        pool,
        pool::getMaximumPoolSize,
        new QueueLimits(OptionalInt.of(queue), longestWait),
        Duration.ofMillis(1));
  }

  @Test
  void aConnectionThatIsClosedInsteadOfReleasedMakesRoom() throws Exception {
    AdmittedConnections connections = connections(0, Duration.ofSeconds(30));
    for (int i = 0; i < 2 * SIZE; i++) {
      connections.acquire().close();
    }

    Connection closed = connections.acquire();
    closed.close();
    connections.release(closed);
    connections.release(closed);

    takeAllAndNoMore(connections);
  }

  @Test
  void whoGetsNoConnectionHasNoPermit() {
    AdmittedConnections connections = connections(0, Duration.ofSeconds(30));
    pool.failures.set(2 * SIZE);
    for (int i = 0; i < 2 * SIZE; i++) {
      assertThatThrownBy(connections::acquire).hasRootCauseMessage("refused for the test");
    }

    takeAllAndNoMore(connections);
  }

  @Test
  void aConnectionThatIsNeverGivenBackKeepsItsPermit() {
    AdmittedConnections connections = connections(0, Duration.ofSeconds(30));
    Connection leaked = connections.acquire();
    for (int i = 1; i < SIZE; i++) {
      connections.acquire();
    }

    for (int i = 0; i < 10; i++) {
      assertThatThrownBy(connections::acquire).hasRootCauseInstanceOf(PoolOverload.class);
    }
    connections.release(leaked);
    assertThat(connections.acquire()).isNotNull();
  }

  @Test
  void whoHasOneForLongIsNamedOnceAndSoIsItsReturn() {
    AdmittedConnections connections = connections(0, Duration.ofSeconds(30));
    try (LoggedErrors log = new LoggedErrors()) {
      Connection first = connections.acquire(new Owner("GET", "/notes/{id}", "one"), false);
      Connection other = connections.acquire();
      awaitLine(log, "GET /notes/{id} [one] has had a connection for ");
      awaitLine(log, "something outside of requests has had a connection for ");
      connections.release(first);
      connections.release(other);

      assertThat(log.text())
          .containsOnlyOnce("GET /notes/{id} [one] has had")
          .contains("ms (POOL_LEAK_MS is 1); ")
          .containsOnlyOnce("GET /notes/{id} [one] has given its connection back after ");
    }
  }

  private static void awaitLine(LoggedErrors log, String line) {
    while (!log.text().contains(line)) {
      Thread.onSpinWait();
    }
  }

  /** Each with its own mind about how to give back, interrupting others at any moment. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void noPermitIsEverLostAndNoConnectionTooMuchOpened(long seed) throws Exception {
    AdmittedConnections connections = connections(THREADS / 2, Duration.ofMillis(20));
    connections.release(connections.acquire());
    AtomicInteger held = new AtomicInteger();
    AtomicInteger mostHeld = new AtomicInteger();
    Queue<Connection> leaked = new ConcurrentLinkedQueue<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      Random random = new Random(seed * 1000 + i);
      threads.add(
          Thread.ofVirtual()
              .unstarted(() -> {
                for (int take = 0; take < TAKES; take++) {
                  disturb(threads, random);
                  takeAndGiveBack(connections, random, held, mostHeld, leaked);
                }
              }));
    }
    threads.forEach(Thread::start);
    for (Thread thread : threads) {
      thread.join();
    }
    pool.failures.set(0);

    assertThat(mostHeld.get()).isBetween(1, SIZE);
    assertThat(connections.waiting()).isZero();
    leaked.forEach(connections::release);
    takeAllAndNoMore(connections);
  }

  private void disturb(List<Thread> threads, Random random) {
    switch (random.nextInt(20)) {
      case 0 -> pool.failures.incrementAndGet();
      case 1, 2, 3 -> threads.get(random.nextInt(THREADS)).interrupt();
      default -> Thread.yield();
    }
  }

  private static void takeAndGiveBack(
      AdmittedConnections connections,
      Random random,
      AtomicInteger held,
      AtomicInteger mostHeld,
      Queue<Connection> leaked) {
    Thread.interrupted();
    Connection connection;
    try {
      connection =
          random.nextBoolean() ? connections.acquire() : connections.acquire(Owner.NOBODY, true);
    } catch (DataAccessException e) {
      return; // Refused, interrupted, or without a connection.
    }
    mostHeld.accumulateAndGet(held.incrementAndGet(), Math::max);
    Thread.yield();
    held.decrementAndGet();
    try {
      switch (random.nextInt(30)) {
        case 0 -> connection.close();
        case 1 -> {
          connection.close();
          connections.release(connection);
        }
        case 2 -> {
          connections.release(connection);
          connections.release(connection);
        }
        case 3 -> {
          connection.abort(Runnable::run);
          connections.release(connection);
        }
        case 4 -> {
          if (leaked.size() < SIZE - 1) {
            leaked.add(connection);
          } else {
            connections.release(connection);
          }
        }
        default -> connections.release(connection);
      }
    } catch (SQLException | DataAccessException e) {
      // It was aborted, or another interrupt has closed its socket; it is back all the same.
    }
  }

  private void takeAllAndNoMore(AdmittedConnections connections) {
    List<Connection> all = new ArrayList<>();
    for (int i = 0; i < SIZE; i++) {
      all.add(connections.acquire(Owner.NOBODY, true));
    }
    assertThat(connections.out()).isEqualTo(SIZE);
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isEqualTo(SIZE);
    all.forEach(connections::release);
    assertThat(connections.out()).isZero();
    assertThat(pool.getHikariPoolMXBean().getActiveConnections()).isZero();
  }
}
