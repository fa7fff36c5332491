package dev.trestle.internal.replica;

import dev.trestle.internal.admission.PoolOverload;
import dev.trestle.internal.work.Cancellable;
import dev.trestle.internal.work.OfRequest;
import dev.trestle.internal.work.Owner;
import dev.trestle.internal.work.RequestWork;
import dev.trestle.internal.work.Routed;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Optional;
import org.jooq.ConnectionProvider;

/**
 * The connections of one request that is meant to read. It reads from one replica, as long as that
 * is fit; once it has had anything of the primary's, it stays there, so nothing that it has seen is
 * gone again. Safe for all threads.
 */
public final class RoutedConnections implements Routed {
  private final Replicas replicas;
  private final RequestWork work;
  private final OfRequest primary;
  private final long position;
  private final Owner owner;
  private Replica chosen;
  private boolean primaryOnly;
  private volatile boolean wrote;

  RoutedConnections(
      Replicas replicas, RequestWork work, ConnectionProvider primary, long position, Owner owner) {
    this.replicas = replicas;
    this.work = work;
    this.primary = work.connections(primary, owner);
    this.owner = owner;
    this.position = position;
  }

  /** Where it reads now. */
  synchronized Optional<Replica> replica() {
    if (chosen == null && !primaryOnly) {
      chosen = replicas.choose(position).orElse(null);
    }
    if (chosen == null || primaryOnly || !replicas.isFit(chosen)) {
      primaryOnly = true;
      return Optional.empty();
    }
    return Optional.of(chosen);
  }

  @Override
  public synchronized void stay() {
    primaryOnly = true;
  }

  /** Whether it may have written. */
  public boolean hasWritten() {
    return wrote;
  }

  void written() {
    wrote = true;
  }

  boolean isCertain(String sql) {
    return replicas.isCertain(sql);
  }

  @Override
  public OfRequest primary() {
    stay();
    return primary;
  }

  @Override
  public ConnectionProvider writing() {
    written();
    return primary();
  }

  @Override
  public Connection acquire() {
    Optional<Leased> replica = lease();
    return replica.isPresent()
        ? RoutedConnection.of(this, replica.get())
        : RoutedConnection.of(this, new Leased(primary, primary.acquire(), Optional.empty()));
  }

  /**
   * A connection that is out.
   *
   * @param from where it goes back to
   * @param replica that it leads to; empty for the primary
   */
  record Leased(ConnectionProvider from, Connection connection, Optional<Replica> replica) {}

  /** A connection to a replica; empty if there is none to be had, and then the primary is asked. */
  private Optional<Leased> lease() {
    Optional<Replica> replica = replica();
    if (replica.isEmpty()) {
      return Optional.empty();
    }
    OfRequest from = work.connections(replica.get().connections(), owner);
    try {
      Connection connection = from.acquire();
      replica.get().countRead();
      return Optional.of(new Leased(from, connection, replica));
    } catch (RuntimeException e) {
      if (isOverload(e)) {
        throw e; // The primary would be the next to be overloaded.
      }
      replica.get().countHandedOver();
      stay();
      return Optional.empty();
    }
  }

  private static boolean isOverload(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof PoolOverload) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void release(Connection connection) {
    RoutedConnection routed = routed(connection);
    if (routed == null) {
      primary.release(connection);
    } else {
      routed.release();
    }
  }

  private static RoutedConnection routed(Connection connection) {
    InvocationHandler handler =
        Proxy.isProxyClass(connection.getClass()) ? Proxy.getInvocationHandler(connection) : null;
    return handler instanceof RoutedConnection routed ? routed : null;
  }

  @Override
  public ConnectionProvider reading() {
    return new Reading();
  }

  /** Those of one transaction, which one server has as a whole. */
  private final class Reading implements OfRequest {
    private Leased leased;

    @Override
    public RequestWork work() {
      return work;
    }

    @Override
    public ConnectionProvider pool() {
      return RoutedConnections.this.pool();
    }

    @Override
    public Connection acquire() {
      leased = lease().orElseGet(() -> new Leased(primary, primary.acquire(), Optional.empty()));
      return leased.connection();
    }

    @Override
    public void release(Connection connection) {
      leased.from().release(connection);
    }

    @Override
    public void refuseIfCancelled() {
      primary.refuseIfCancelled();
    }

    /** It is undone: if it is tried again, then not where it has failed. */
    @Override
    public void settle(Connection connection) {
      stay();
      Cancellable.settle(leased.from(), connection);
    }
  }

  @Override
  public RequestWork work() {
    return work;
  }

  /** Where calls of lookups meet others that read from there too. */
  @Override
  public ConnectionProvider pool() {
    return replica().<ConnectionProvider>map(Replica::connections).orElse(primary.pool());
  }

  @Override
  public void refuseIfCancelled() {
    primary.refuseIfCancelled();
  }

  @Override
  public void settle(Connection connection) {
    RoutedConnection routed = routed(connection);
    Cancellable.settle(primary, routed == null ? connection : routed.current());
  }
}
