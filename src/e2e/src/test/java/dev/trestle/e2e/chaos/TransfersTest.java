package dev.trestle.e2e.chaos;

import static dev.trestle.support.Findings.WHOLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.support.Findings;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Transfers in all directions between a few accounts, all at once. */
@Scenario
class TransfersTest {
  private static final int CLIENTS = 64;
  private static final long MINUTE = WHOLE ? Duration.ofMinutes(1).toNanos() : 0;
  private static final int AT_LEAST = WHOLE ? 500 : 200;

  private static final String MONEY =
      "select sum(balance) from accounts where user_id in (select ('00000000-0000-4000-8000-'"
          + " || lpad(to_hex(n), 12, '0'))::uuid from generate_series(1, "
          + Load.ACCOUNTS
          + ") as n)";

  private final Findings findings = new Findings("transfers");
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicLong snapshots = new AtomicLong();
  private final AtomicLong wrong = new AtomicLong();
  private final Server server;

  TransfersTest(Server server) {
    this.server = server;
  }

  @Test
  void noMoneyIsMadeOrLostAndNoDeadlockReachesAClient() throws Exception {
    long before = server.number(MONEY);
    long deadlocks = deadlocks();
    Map<String, String> settings =
        Map.of(
            "DATABASE_URL", server.url().toUri(), "POOL_SIZE", "18", "POOL_TIMEOUT_MS", "120000");
    try (ServiceProcess service = ServiceProcess.start(settings);
        Load load = Load.transfers(service.address(), CLIENTS)) {
      findings.injected(
          "%d clients that transfer between %d accounts in all directions", CLIENTS, Load.ACCOUNTS);
      Thread watch = Thread.ofPlatform().start(() -> watch(before));
      long began = System.nanoTime();
      do {
        assertThat(load.awaitServed(AT_LEAST)).isTrue();
      } while (System.nanoTime() - began < MINUTE);
      load.end();
      over.set(true);
      watch.join();

      findings.saw(
          "answers %s; the sum in %,d snapshots always %,d; %d deadlocks in the database",
          load.statuses(), snapshots.get(), before, deadlocks() - deadlocks);
      assertThat(load.failures()).isEmpty();
      assertThat(load.statuses()).as(load.errors().toString()).containsOnlyKeys(200);
    }
    assertThat(snapshots).hasPositiveValue();
    assertThat(wrong).hasValue(0);
    assertThat(server.number(MONEY)).isEqualTo(before);
    assertThat(server.number("select count(*) from ledger where opening <> 1000000")).isZero();
  }

  private long deadlocks() throws SQLException {
    return server.number("select sum(deadlocks) from pg_stat_database");
  }

  private void watch(long expected) {
    try (Connection connection = server.connect()) {
      do {
        if (Server.number(connection, MONEY) != expected) {
          wrong.incrementAndGet();
        }
        snapshots.incrementAndGet();
      } while (!over.get());
    } catch (SQLException e) {
      throw new AssertionError("The money could not be counted", e);
    }
  }
}
