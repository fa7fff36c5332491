package dev.trestle.service.parts;

import java.time.Duration;

/** How long to wait between two lines. A part, so that a test need not wait. */
@FunctionalInterface
public interface Pace {
  /**
   * Waits for the next line.
   *
   * @throws InterruptedException if nobody waits for it any more
   */
  void await() throws InterruptedException;

  /**
   * One line in so much time.
   *
   * @param time between two lines
   * @return sleeps
   */
  static Pace every(Duration time) {
    return () -> Thread.sleep(time);
  }
}
