package dev.trestle.internal.work;

import org.jooq.ConnectionProvider;

/** Connections of a request to a primary, and to replicas of it while it only reads. */
public interface Routed extends OfRequest {
  /** Those to the primary; the request's reads go there from now on, too. */
  ConnectionProvider primary();

  /** The same, for who may write. */
  ConnectionProvider writing();

  /** Those for one transaction that only reads. */
  ConnectionProvider reading();

  /** Has all that follows ask the primary. */
  void stay();

  /** Connections to the primary; what is given if it leads to one server only. */
  static ConnectionProvider primary(ConnectionProvider provider) {
    return provider instanceof Routed routed ? routed.primary() : provider;
  }

  /** The same, for who may write. */
  static ConnectionProvider writing(ConnectionProvider provider) {
    return provider instanceof Routed routed ? routed.writing() : provider;
  }
}
