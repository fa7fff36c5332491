package dev.trestle.internal.work;

import java.sql.Connection;

/** A connection of a request, from being asked for to being back. Guarded by its request's work. */
final class Lease {
  /** Who holds it. */
  final Thread thread = Thread.currentThread();

  /** Whether its request has had one before. */
  final boolean goesOn;

  Lease next;

  /** Null until it is there. */
  Connection connection;

  State state = State.AWAITED;

  /** Whether its thread was interrupted while it waited. */
  boolean interrupted;

  /** Whether its request was cancelled before it was given back, or before it was there. */
  boolean cancelled;

  /** Whether the server is being asked to cancel what runs on it. */
  boolean asked;

  Lease(Lease next, boolean goesOn) {
    this.goesOn = goesOn;
    this.next = next;
  }

  /** How far it is. */
  enum State {
    /** Its thread may be interrupted. */
    AWAITED,
    /** What runs on it may be cancelled. */
    HELD,
    /** Neither: it is on its way to the next owner. */
    SETTLED
  }
}
