package dev.trestle.testing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * The time of an application under test: it stands still until a test moves it. So what is kept is
 * fresh, sessions and signed values hold and rates are used up, for as long as a test likes:
 *
 * <pre>{@code
 * app.clock().advance(Duration.ofDays(7));
 * }</pre>
 *
 * <p>What PostgreSQL says is {@code now()} goes on, and so does whatever waits.
 *
 * @see dev.trestle.TrestleBuilder#clock
 */
public final class TestClock implements InstantSource {
  private Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);

  TestClock() {}

  /**
   * What time it is.
   *
   * @return the real time at which the application was started, and what was added to it
   */
  @Override
  public synchronized Instant instant() {
    return now;
  }

  /**
   * Lets time pass.
   *
   * @param time not negative
   */
  public synchronized void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time is " + time + "; it does not go back");
    }
    now = now.plus(time);
  }
}
