package dev.trestle.internal.cache;

import dev.trestle.internal.flight.Flight;

/** How an answer is made. */
@FunctionalInterface
public interface Maker {
  /**
   * Makes it, on a thread of its own.
   *
   * @param flight that it can be cancelled by
   * @throws Exception that those who wait get
   */
  Answer make(Flight flight) throws Exception;
}
