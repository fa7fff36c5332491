package dev.trestle.internal.exchange;

/** The connection of a request, as far as it can be asked about its other end. */
@FunctionalInterface
public interface Wire {
  /** What cannot be asked. */
  Wire UNKNOWN = () -> false;

  /** Whether the client has closed the connection, or its end of it. Does not wait. */
  boolean isGone();
}
