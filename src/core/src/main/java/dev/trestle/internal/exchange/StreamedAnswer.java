package dev.trestle.internal.exchange;

import java.util.Optional;

/** An answer that is written while it is made. What carries it calls one of both, once. */
public interface StreamedAnswer {
  /**
   * Makes it.
   *
   * @return the whole of it if it did not have to begin before its end; empty if it was sent, was
   *     broken off, or was refused and something else has been sent in its place; what it throws is
   *     a refusal that whoever owns the server is to answer
   */
  Optional<byte[]> run();

  /** It will not be made: something else takes its place. */
  void discard();
}
