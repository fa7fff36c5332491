package dev.trestle.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.PoolUse;
import dev.trestle.metrics.PoolLevel.Change;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When much is too much, without waiting for it. */
class PoolLevelTest {
  private final PoolLevel level = new PoolLevel(0.8, Duration.ofSeconds(30));

  private Optional<Change> at(int second, int active) {
    return level.at(
        new PoolUse(active, 10 - active, 0, 10, 0, 0), Duration.ofSeconds(second).toNanos());
  }

  @Test
  void itIsRaisedOnceTheTimeIsOver() {
    assertThat(at(0, 9)).isEmpty();
    assertThat(at(29, 10)).isEmpty();
    assertThat(at(30, 9)).hasValue(Change.RAISED);
    assertThat(at(90, 9)).isEmpty();
  }

  @Test
  void exactlyTheLimitIsNotAboveIt() {
    assertThat(at(0, 8)).isEmpty();
    assertThat(at(100, 8)).isEmpty();
  }

  @Test
  void whoeverFallsBelowBeginsAnew() {
    assertThat(at(0, 9)).isEmpty();
    assertThat(at(20, 3)).isEmpty();
    assertThat(at(25, 9)).isEmpty();
    assertThat(at(50, 9)).isEmpty();
    assertThat(at(55, 9)).hasValue(Change.RAISED);
  }

  @Test
  void itIsOverWhenItStaysBelowAsLong() {
    at(0, 9);
    at(30, 9);

    assertThat(at(31, 0)).isEmpty();
    assertThat(at(50, 9)).isEmpty();
    assertThat(at(60, 0)).isEmpty();
    assertThat(at(89, 0)).isEmpty();
    assertThat(at(90, 0)).hasValue(Change.OVER);
    assertThat(at(99, 0)).isEmpty();
  }

  @Test
  void aClockMayBeginAnywhere() {
    PoolLevel other = new PoolLevel(0.5, Duration.ofNanos(10));
    PoolUse all = new PoolUse(1, 0, 7, 1, 0, 0);

    assertThat(other.at(all, Long.MAX_VALUE - 4)).isEmpty();
    assertThat(other.at(all, Long.MAX_VALUE - 4 + 10)).hasValue(Change.RAISED);
  }
}
