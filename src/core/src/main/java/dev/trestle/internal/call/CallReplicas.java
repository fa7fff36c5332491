package dev.trestle.internal.call;

import dev.trestle.Cookie;
import dev.trestle.Cookies;
import dev.trestle.Request;
import dev.trestle.Verb;
import dev.trestle.internal.replica.Replicas;
import dev.trestle.internal.replica.RoutedConnections;
import dev.trestle.internal.work.Owner;
import dev.trestle.internal.work.RequestWork;
import java.util.Optional;
import org.jooq.ConnectionProvider;

/** Where one request reads, of a database with replicas, and what its client is told of writes. */
final class CallReplicas {
  private final Replicas replicas;
  private final RequestWork work;
  private final ConnectionProvider primary;

  /** Empty if the request is not meant to read only. */
  private final Optional<RoutedConnections> routed;

  /**
   * @param pool of the primary
   * @param owner how the request is named if it keeps a connection
   */
  CallReplicas(
      Replicas replicas,
      ConnectionProvider pool,
      RequestWork work,
      Owner owner,
      Request request,
      Cookies cookies) {
    this.replicas = replicas;
    this.work = work;
    this.primary = work.connections(pool, owner);
    this.routed =
        isMeantToRead(request)
            ? Optional.of(replicas.route(work, pool, PositionCookie.read(cookies), owner))
            : Optional.empty();
  }

  /** What tells of changes hears of them before a replica has them, so it reads the primary. */
  private static boolean isMeantToRead(Request request) {
    return (request.verb() == Verb.GET || request.verb() == Verb.HEAD)
        && request.header("Accept").filter(it -> it.contains("text/event-stream")).isEmpty();
  }

  /** Those of the request. */
  ConnectionProvider connections() {
    return routed.<ConnectionProvider>map(it -> it).orElse(primary);
  }

  /** Has all that follows ask the primary. */
  void stay() {
    routed.ifPresent(RoutedConnections::stay);
  }

  /** Up to where a replica must have come to answer the client; empty if nothing was written. */
  Optional<Cookie> position() {
    boolean wrote = routed.map(RoutedConnections::hasWritten).orElseGet(work::hasBegun);
    return wrote
        ? Optional.of(PositionCookie.of(replicas.position(primary), replicas.lasting()))
        : Optional.empty();
  }
}
