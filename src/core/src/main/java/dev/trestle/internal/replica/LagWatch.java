package dev.trestle.internal.replica;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the primary and its replicas four times a second how far they are, each on a thread of its
 * own, and tells when a replica stops to take reads, and when it takes them again.
 */
final class LagWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final Duration APART = Duration.ofMillis(250);

  /** Between questions that are not answered; who asks in vain is no trouble to the server. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(3);
  private static final Duration LONGEST_PATIENCE = Duration.ofMinutes(1);

  private final DataSource primary;
  private final List<Replica> replicas;
  private final Duration maxLag;
  private final Positions positions;
  private final List<Thread> threads = new ArrayList<>();
  private final long began = System.nanoTime();
  private final CountDownLatch closed = new CountDownLatch(1);

  /** Whether the primary was, well or not. */
  private volatile boolean wasAsked;

  private volatile Optional<Probe.Identity> identity = Optional.empty();
  private volatile Optional<String> trouble = Optional.of("it was not asked yet");

  LagWatch(DataSource primary, List<Replica> replicas, Duration maxLag) {
    this.primary = primary;
    this.replicas = replicas;
    this.maxLag = maxLag;
    this.positions = new Positions(maxLag.toNanos());
  }

  Positions positions() {
    return positions;
  }

  void start() {
    Duration patience = maxLag.compareTo(LONGEST_PATIENCE) < 0 ? maxLag : LONGEST_PATIENCE;
    start(new Probe(primary, patience), this::look);
    replicas.forEach(
        replica -> start(new Probe(replica.source(), patience), probe -> look(replica, probe)));
  }

  /** Something that is done again and again with a probe. */
  @FunctionalInterface
  private interface Look {
    void at(Probe probe) throws SQLException;
  }

  private void start(Probe probe, Look look) {
    threads.add(
        Thread.ofVirtual()
            .name("trestle-replicas")
            .start(() -> {
              try (probe) {
                lookAgainAndAgain(probe, look);
              } catch (InterruptedException e) {
                // It is closed, and the server does not answer.
              }
            }));
  }

  private void lookAgainAndAgain(Probe probe, Look look) throws InterruptedException {
    Duration pause = Duration.ZERO;
    while (!closed.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
      try {
        look.at(probe);
        pause = APART;
      } catch (SQLException | RuntimeException e) {
        LOG.debug("A server does not tell how far it is", e);
        pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause.plus(APART) : LONGEST_PAUSE;
      }
      report();
    }
  }

  private void look(Probe probe) throws SQLException {
    long asked = System.nanoTime();
    try {
      Probe.Reading reading = probe.read();
      if (reading.isReplica() || reading.isReadOnly()) {
        throw unfit(probe, "it takes no writes");
      }
      identity = Optional.of(probe.identity());
      positions.add(asked, reading.position());
      trouble = Optional.empty();
    } catch (SQLException | RuntimeException e) {
      trouble = Optional.of(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      wasAsked = true;
    }
  }

  private void look(Replica replica, Probe probe) throws SQLException {
    boolean comparable = wasAsked;
    try {
      Probe.Reading reading = probe.read();
      Optional<String> unfit =
          reading.isReplica()
              ? identity.flatMap(primary -> probe.identity().whyNot(primary))
              : Optional.of("it follows no primary");
      if (unfit.isPresent()) {
        throw unfit(probe, unfit.get());
      }
      replica.connected(probe.identity().startedAt());
      replica.told(reading.position(), positions);
    } catch (SQLException | RuntimeException e) {
      replica.failed(String.valueOf(e.getMessage()));
      throw e;
    } finally {
      if (comparable) {
        replica.asked();
      }
    }
  }

  /**
   * The address may lead to another one by the next question, which is a little later each time.
   */
  private static SQLException unfit(Probe probe, String why) {
    probe.close();
    return new SQLException(why);
  }

  /** It comes back with half of the lag that it went for, so that it does not come and go. */
  private synchronized void report() {
    if (closed.getCount() == 0) {
      return;
    }
    for (Replica replica : replicas) {
      Optional<Duration> lag = replica.lag();
      boolean ready = lag.filter(it -> it.compareTo(maxLag.dividedBy(2)) <= 0).isPresent();
      boolean fit = ready || lag.filter(it -> it.compareTo(maxLag) <= 0).isPresent();
      if (replica.isReading() ? !fit : !ready && isUnfitFromTheBeginning(replica)) {
        replica.take(false);
        LOG.warn(
            "Replica {} takes no reads, the others or the primary do: {}",
            replica.host(),
            why(replica, lag));
      } else if (!replica.isReading() && ready) {
        if (replica.isNew()) {
          LOG.info("Replica {} takes reads", replica.host());
        } else {
          LOG.warn("Replica {} takes reads again", replica.host());
        }
        replica.take(true);
      }
    }
  }

  /** Such a one has no end to tell of. */
  private boolean isUnfitFromTheBeginning(Replica replica) {
    return replica.isNew() && replica.isAsked() && System.nanoTime() - began > maxLag.toNanos();
  }

  private String why(Replica replica, Optional<Duration> lag) {
    return replica
        .trouble()
        .or(() -> trouble.map(it -> "the primary does not tell how far it is (" + it + ")"))
        .or(() ->
            lag.map(it ->
                "it is %d ms behind, and REPLICA_MAX_LAG_MS is %d"
                    .formatted(it.toMillis(), maxLag.toMillis())))
        .orElse("it is further behind than was seen");
  }

  /**
   * Returns once nobody asks any more. Who connects is let finish: the driver would remember of an
   * interrupted attempt, for all in this JVM, that the server cannot be connected to.
   */
  @Override
  public void close() {
    closed.countDown();
    boolean interrupted = false;
    for (Thread thread : threads) {
      try {
        if (!thread.join(LONGEST_CLOSE)) {
          thread.interrupt(); // Its connection is nobody else's.
        }
      } catch (InterruptedException e) {
        interrupted = true;
        thread.interrupt();
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
