package dev.trestle.internal.admission;

import java.sql.SQLTransientConnectionException;

/**
 * There is no connection for who asks, because too many do. On purpose, so it has no stack and is
 * no failure to be logged.
 */
public final class PoolOverload extends SQLTransientConnectionException {
  private static final long serialVersionUID = 1;

  private final int retryAfter;

  PoolOverload(String message, int retryAfter) {
    super(message);
    this.retryAfter = retryAfter;
  }

  /** Seconds after which it is worth asking again: how long who is first has waited, at least 1. */
  public int retryAfter() {
    return retryAfter;
  }

  @Override
  public Throwable fillInStackTrace() {
    return this;
  }
}
