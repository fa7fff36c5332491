package dev.trestle.notify;

/** What a {@link Subscription} is told. */
public sealed interface Notice {
  /**
   * Somebody notified the channel.
   *
   * @param payload as it was given to {@code pg_notify}; empty if none was
   */
  record Message(String payload) implements Notice {}

  /**
   * Messages may have been missed: the connection was lost for a while, or the subscriber read too
   * slowly. What they were about has to be read again; those from now on follow.
   */
  record Gap() implements Notice {}
}
