package dev.trestle.internal.admission;

import dev.trestle.internal.work.Admitting;
import dev.trestle.internal.work.Owner;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DataSourceConnectionProvider;

/**
 * The connections of a pool, each for who was admitted. A permit is out from before a connection is
 * asked for until it is back, so a connection that is never given back keeps it. Where somebody
 * closes one without releasing it, that is found out when the next has to wait. Safe for all
 * threads.
 */
public final class AdmittedConnections extends DataSourceConnectionProvider implements Admitting {
  private final Admission admission;
  private final Outstanding outstanding;
  private final Optional<LeakWatch> leaks;
  private final Rank rank;

  private AdmittedConnections(
      DataSource pool,
      Admission admission,
      Outstanding outstanding,
      Optional<LeakWatch> leaks,
      Rank rank) {
    super(pool);
    this.admission = admission;
    this.outstanding = outstanding;
    this.leaks = leaks;
    this.rank = rank;
  }

  /**
   * Admits to a pool.
   *
   * @param connections that it has at most, which may change
   * @param leak after which a connection that is still out is told of; zero for never
   */
  public static AdmittedConnections over(
      DataSource pool, IntSupplier connections, QueueLimits limits, Duration leak) {
    return over(pool, Optional.empty(), connections, limits, leak);
  }

  /**
   * The same for the pool of a replica.
   *
   * @param host that the log names
   */
  public static AdmittedConnections ofReplica(
      String host, DataSource pool, IntSupplier connections, QueueLimits limits, Duration leak) {
    return over(pool, Optional.of(host), connections, limits, leak);
  }

  private static AdmittedConnections over(
      DataSource pool,
      Optional<String> replica,
      IntSupplier connections,
      QueueLimits limits,
      Duration leak) {
    Outstanding outstanding = new Outstanding();
    Admission admission =
        new Admission(
            connections,
            outstanding::removeClosed,
            limits,
            new OverloadReport(replica, outstanding::oldest));
    Optional<LeakWatch> leaks =
        Optional.of(leak)
            .filter(longest -> !longest.isZero())
            .map(longest -> new LeakWatch(outstanding, longest));
    return new AdmittedConnections(pool, admission, outstanding, leaks, Rank.NEW);
  }

  /** The same connections, for what goes before all who wait, and is never refused a wait. */
  public ConnectionProvider first() {
    return new AdmittedConnections(dataSource(), admission, outstanding, leaks, Rank.FIRST);
  }

  @Override
  public Connection acquire() {
    return acquire(Owner.NOBODY, rank);
  }

  @Override
  public Connection acquire(Owner owner, boolean goesOn) {
    return acquire(owner, goesOn && rank == Rank.NEW ? Rank.BEGUN : rank);
  }

  private Connection acquire(Owner owner, Rank by) {
    enter(by);
    Connection connection = null;
    try {
      connection = super.acquire();
      outstanding.add(new Taken(connection, owner));
      leaks.ifPresent(LeakWatch::taken);
      return connection;
    } finally {
      if (connection == null) {
        admission.leave();
      }
    }
  }

  private void enter(Rank by) {
    try {
      admission.enter(by);
    } catch (PoolOverload e) {
      throw new DataAccessException(String.valueOf(e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DataAccessException(
          "Interrupted while waiting for a connection",
          new SQLException("Interrupted while waiting for a connection", e));
    }
  }

  /** Also of one that was closed before, or released. */
  @Override
  public void release(Connection connection) {
    Optional<Taken> first = outstanding.remove(connection);
    try {
      super.release(connection);
    } finally {
      if (first.isPresent()) {
        LeakWatch.returned(first.get());
        admission.leave();
      }
    }
  }

  /** How many connections are out, or about to be. */
  public int out() {
    return admission.out();
  }

  /** How many who asked for one wait. */
  public int waiting() {
    return admission.waiting();
  }

  /** How many were refused because too many waited. */
  public long refused() {
    return admission.refused();
  }

  /** How many have waited for too long. */
  public long expired() {
    return admission.expired();
  }
}
