package dev.trestle.internal.db;

import com.zaxxer.hikari.HikariDataSource;
import dev.trestle.HttpError;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jooq.Configuration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How many connections of a pool may be out for as long as somebody reads a snapshot: a quarter,
 * and at least one. Travels in the configuration's data. Safe for all threads.
 */
public final class Snapshots {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final int PART_OF_POOL = 4;
  private static final String MODES = "isolation level repeatable read, read only";
  private static final Duration LONGEST = Duration.ofDays(365);

  private final IntSupplier poolSize;
  private Semaphore free;

  private Snapshots(IntSupplier poolSize) {
    this.poolSize = poolSize;
  }

  /** Made when it is first asked for: by then the pool has its size. */
  private synchronized Semaphore free() {
    if (free == null) {
      free = new Semaphore(Math.max(1, poolSize.getAsInt() / PART_OF_POOL));
    }
    return free;
  }

  /** Sets the limit for a configuration and all that are derived from it. */
  static void limit(Configuration configuration, IntSupplier poolSize) {
    configuration.data(Snapshots.class, new Snapshots(poolSize));
  }

  /** How many connections a pool has at most; the default's where it does not tell. */
  static int poolSize(DataSource pool, int otherwise) {
    try {
      return pool.isWrapperFor(HikariDataSource.class)
          ? pool.unwrap(HikariDataSource.class).getMaximumPoolSize()
          : otherwise;
    } catch (SQLException | RuntimeException e) {
      return otherwise;
    }
  }

  /** A snapshot, to be closed by the thread that reads it. */
  public static final class Snapshot implements AutoCloseable {
    private final Configuration configuration;
    private final TransactionConnection transaction;
    private final Optional<Semaphore> place;
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private boolean open = true;

    private Snapshot(Configuration configuration, Optional<Semaphore> place) {
      this.transaction = TransactionConnection.ofReader(configuration.connectionProvider(), MODES);
      this.configuration = configuration.derive(transaction);
      this.place = place;
    }

    private Snapshot until(Duration longest) {
      long millis = longest.compareTo(LONGEST) > 0 ? LONGEST.toMillis() : longest.toMillis();
      end.completeOnTimeout(null, Math.max(1, millis), TimeUnit.MILLISECONDS)
          .thenRunAsync(this::abort, Thread::startVirtualThread);
      return this;
    }

    /** Its statements see the moment of the first of them. */
    public Configuration configuration() {
      return configuration;
    }

    /** Gives everything back for a reader who waits for a slow client; if it reads on, it fails. */
    private void abort() {
      if (finish()) {
        try {
          transaction.connection().abort(Runnable::run);
        } catch (SQLException e) {
          LOG.warn("The connection of a snapshot could not be closed at its deadline", e);
        }
        giveBack();
      }
    }

    private synchronized boolean finish() {
      boolean first = open;
      open = false;
      return first;
    }

    private void giveBack() {
      try {
        transaction.rollback();
      } catch (SQLException | RuntimeException e) {
        LOG.debug("The connection of a snapshot was closed at its deadline, or lost", e);
      } finally {
        place.ifPresent(Semaphore::release);
      }
    }

    @Override
    public void close() {
      if (finish()) {
        end.cancel(false);
        giveBack();
      }
    }
  }

  /**
   * Opens a snapshot.
   *
   * @param longest after which its connection is closed
   * @throws HttpError 503 if a quarter of the pool is out for others
   */
  public static Snapshot open(Configuration configuration, Duration longest) {
    Optional<Semaphore> place =
        Optional.ofNullable((Snapshots) configuration.data(Snapshots.class)).map(Snapshots::free);
    if (place.isPresent() && !place.get().tryAcquire()) {
      throw HttpError.of(503, "Too many long answers are being read; try again")
          .withHeader("Retry-After", "1");
    }
    Snapshot snapshot = new Snapshot(configuration, place);
    try {
      snapshot.transaction.acquire();
      return snapshot.until(longest);
    } catch (RuntimeException | Error e) {
      snapshot.close();
      throw e;
    }
  }
}
