package dev.trestle.internal.work;

import dev.trestle.RequestObservation;
import dev.trestle.query.Cancellation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jooq.Configuration;
import org.jooq.ConnectionProvider;
import org.jooq.exception.DataAccessException;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one request has under way, so that it can be ended from outside: the thread that runs it,
 * and the connections that it has out, on whatever threads. Safe for all threads.
 *
 * <p>A connection's statement is cancelled only as long as the request holds it: its way back to
 * the pool waits for a cancel under way, so none hits the next owner. A thread is interrupted only
 * while it holds none, because an interrupt would close the driver's socket.
 */
public final class RequestWork {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");

  /** PostgreSQL ignores a cancel that comes before the statement, so it is asked again. */
  private static final long FIRST_PAUSE_MILLIS = 20;

  private static final long LONGEST_PAUSE_MILLIS = 1_000;

  private final Units units = new Units();
  private final RequestObservation observation;
  private Thread thread;
  private boolean cancelled;
  private boolean ended;

  /** Whether it has had a connection. */
  private boolean begun;

  private Lease leases;
  private Cancellation cancellation;

  /** Of nothing yet, for nobody who follows it. */
  public RequestWork() {
    this(RequestObservation.NONE);
  }

  /**
   * Of nothing yet.
   *
   * @param observation who follows it, on whatever threads
   */
  public RequestWork(RequestObservation observation) {
    this.observation = observation;
  }

  /** Who follows it. */
  public RequestObservation observation() {
    return observation;
  }

  /**
   * The same configuration with connections that are this request's.
   *
   * @param owner how the request is named if it keeps one
   */
  public Configuration over(Configuration configuration, Owner owner) {
    return configuration.derive(connections(configuration.connectionProvider(), owner));
  }

  /**
   * A pool's connections, as this request's.
   *
   * @param owner how the request is named if it keeps one
   */
  public OfRequest connections(ConnectionProvider pool, Owner owner) {
    return new RequestConnections(this, pool, owner);
  }

  /** Whether it has had a connection. */
  public synchronized boolean hasBegun() {
    return begun;
  }

  Units units() {
    return units;
  }

  /**
   * Lets something take effect with the transaction that this thread is in, or never.
   *
   * @return false if it is in none, and nothing was done
   */
  public boolean join(UnitOfWork.Left effect) {
    return units.join(effect);
  }

  /** Where a request's connections come from; what is given if they are not a request's. */
  public static ConnectionProvider pool(ConnectionProvider provider) {
    return provider instanceof OfRequest own ? own.pool() : provider;
  }

  /**
   * Something to wait for.
   *
   * @param <T> what is there then
   */
  @FunctionalInterface
  public interface Wait<T> {
    /** Waits. */
    T await() throws InterruptedException;
  }

  /**
   * Waits for what others do on a connection, as if for that connection: a request that is
   * cancelled waits no longer.
   *
   * @param provider of the connections that it would have
   * @throws DataAccessException with SQLSTATE 57014 if the request is cancelled
   * @throws InterruptedException if the thread is, by anybody else
   */
  public static <T> T await(ConnectionProvider provider, Wait<T> wait) throws InterruptedException {
    return provider instanceof OfRequest own ? own.work().awaited(wait) : wait.await();
  }

  private <T> T awaited(Wait<T> wait) throws InterruptedException {
    Lease lease = begin();
    T value;
    try {
      value = wait.await();
    } catch (InterruptedException | RuntimeException | Error e) {
      RuntimeException refused = end(lease);
      if (refused != null) {
        refused.addSuppressed(e);
        throw refused;
      }
      throw e;
    }
    RuntimeException refused = end(lease);
    if (refused != null) {
      throw refused;
    }
    return value;
  }

  /**
   * Does a part of the request on this thread, which is the one to be interrupted meanwhile, and
   * leaves without an interrupt of ours.
   */
  public <T> T run(Callable<T> part) throws Exception {
    Thread before = enter();
    try (RequestObservation.Scope scope = observation.enter()) {
      return part.call();
    } finally {
      leave(before);
    }
  }

  private synchronized Thread enter() {
    Thread before = thread;
    thread = Thread.currentThread();
    return before;
  }

  private synchronized void leave(Thread before) {
    thread = before;
    if (cancelled) {
      Thread.interrupted();
    }
  }

  /** What is cancelled with this. */
  public synchronized Cancellation cancellation() {
    if (cancellation == null) {
      cancellation = new Cancellation();
      if (cancelled) {
        cancellation.cancel();
      }
    }
    return cancellation;
  }

  /**
   * Cancels what is under way, and refuses from now on to begin anything else. Returns at once; the
   * server is asked on another thread, until nothing is left. Does nothing the second time.
   */
  public synchronized void cancel() {
    if (!cancelled && !ended) {
      cancelled = true;
      for (Lease lease = leases; lease != null; lease = lease.next) {
        lease.cancelled = true;
      }
      Thread.ofVirtual().name("trestle-cancel").start(this::carryOut);
    }
  }

  /**
   * The request is over: what is begun from here on is on its own account. What was cancelled stays
   * cancelled, on whatever thread it still runs.
   */
  public synchronized void end() {
    ended = true;
    cancelled = false;
  }

  private void carryOut() {
    cancelOthers();
    interruptWhoWaits();
    long pause = FIRST_PAUSE_MILLIS;
    for (List<Lease> held = held(); !held.isEmpty(); held = held()) {
      try {
        held.forEach(lease -> ask(lease.connection));
      } finally {
        asked(held);
      }
      pause(pause);
      pause = Math.min(2 * pause, LONGEST_PAUSE_MILLIS);
    }
  }

  /** What the function itself has put under the request's cancellation. */
  private void cancelOthers() {
    try {
      Optional<Cancellation> given;
      synchronized (this) {
        given = Optional.ofNullable(cancellation);
      }
      given.ifPresent(Cancellation::cancel);
    } catch (IllegalStateException e) {
      LOG.debug("A cancelled statement may still run", e);
    }
  }

  private synchronized void interruptWhoWaits() {
    for (Lease lease = leases; lease != null; lease = lease.next) {
      if (lease.cancelled && lease.state == Lease.State.AWAITED) {
        lease.interrupted = true;
        lease.thread.interrupt();
      }
    }
    interruptIfIdle();
  }

  private void interruptIfIdle() {
    if (thread == null || !cancelled) {
      return;
    }
    for (Lease lease = leases; lease != null; lease = lease.next) {
      if (lease.thread == thread) {
        return;
      }
    }
    thread.interrupt();
  }

  /** What may be cancelled. */
  private synchronized List<Lease> held() {
    List<Lease> held = new ArrayList<>();
    for (Lease lease = leases; lease != null; lease = lease.next) {
      if (lease.cancelled && lease.state == Lease.State.HELD) {
        lease.asked = true;
        held.add(lease);
      }
    }
    return held;
  }

  private static void ask(Connection connection) {
    try {
      connection.unwrap(PGConnection.class).cancelQuery();
    } catch (SQLException | RuntimeException e) {
      LOG.debug("The server could not be asked to cancel; a statement may still run", e);
    }
  }

  private synchronized void asked(List<Lease> held) {
    held.forEach(lease -> lease.asked = false);
    notifyAll();
  }

  private synchronized void pause(long millis) {
    try {
      wait(millis);
    } catch (InterruptedException e) {
      // Nobody has this thread, so nobody interrupts it.
      Thread.currentThread().interrupt();
    }
  }

  synchronized void refuseIfCancelled() {
    if (cancelled) {
      throw refusal();
    }
  }

  /** Whether this thread has one of its connections out, or is in a transaction that will. */
  public boolean isHeldHere() {
    return units.isAnyHere() || isLeasedHere();
  }

  private synchronized boolean isLeasedHere() {
    for (Lease lease = leases; lease != null; lease = lease.next) {
      if (lease.thread == Thread.currentThread()) {
        return true;
      }
    }
    return false;
  }

  private static DataAccessException refusal() {
    String message = "The request was cancelled";
    return new DataAccessException(message, new SQLException(message, "57014"));
  }

  Connection acquire(ConnectionProvider pool, Owner owner) {
    Lease lease = begin();
    Connection connection;
    try {
      connection =
          pool instanceof Admitting admitting
              ? admitting.acquire(owner, lease.goesOn)
              : pool.acquire();
    } catch (RuntimeException | Error e) {
      RuntimeException refused = end(lease);
      if (refused != null) {
        refused.addSuppressed(e);
        throw refused;
      }
      throw e;
    }
    if (connection == null) {
      end(lease);
    } else if (!hold(lease, connection)) {
      try {
        pool.release(connection);
      } finally {
        end(lease);
      }
      throw refusal();
    }
    return connection;
  }

  void release(ConnectionProvider pool, Connection connection) {
    Lease lease = settle(connection);
    try {
      pool.release(connection);
    } finally {
      if (lease != null) {
        end(lease);
      }
    }
  }

  private synchronized Lease begin() {
    refuseIfCancelled();
    leases = new Lease(leases, begun);
    return leases;
  }

  /** False if that came too late. */
  private synchronized boolean hold(Lease lease, Connection connection) {
    calm(lease);
    begun = true;
    lease.connection = connection;
    lease.state = lease.cancelled ? Lease.State.SETTLED : Lease.State.HELD;
    return !lease.cancelled;
  }

  private static void calm(Lease lease) {
    if (lease.interrupted) {
      lease.interrupted = false;
      Thread.interrupted();
    }
  }

  /** Waits for a cancel under way, and allows no other. */
  synchronized Lease settle(Connection connection) {
    Lease lease = leases;
    while (lease != null && lease.connection != connection) {
      lease = lease.next;
    }
    if (lease != null) {
      boolean interruptedByOthers = false;
      while (lease.asked) {
        try {
          wait();
        } catch (InterruptedException e) {
          interruptedByOthers = true;
        }
      }
      lease.state = Lease.State.SETTLED;
      if (interruptedByOthers) {
        Thread.currentThread().interrupt();
      }
    }
    return lease;
  }

  /** The refusal if it was cancelled, else null. */
  private synchronized RuntimeException end(Lease lease) {
    calm(lease);
    leases = without(lease, leases);
    if (!lease.cancelled) {
      return null;
    }
    notifyAll();
    interruptIfIdle();
    return refusal();
  }

  private static Lease without(Lease lease, Lease from) {
    if (from == null || from == lease) {
      return from == null ? null : from.next;
    }
    from.next = without(lease, from.next);
    return from;
  }
}
