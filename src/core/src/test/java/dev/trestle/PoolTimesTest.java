package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PoolTimesTest {
  private static final PoolTimes TIMES = PoolTimes.defaults();

  @Test
  void everyTimeIsRefusedUnderItsName() {
    refuses(
        () -> TIMES.withTimeout(Duration.ofMillis(249)),
        "timeout is PT0.249S; it must be 0 or a number from 250 to 3600000 milliseconds");
    refuses(
        () -> TIMES.withMaxLifetime(Duration.ofSeconds(29)),
        "maxLifetime is PT29S; it must be 0 or a number from 30000 to 86400000 milliseconds");
    refuses(
        () -> TIMES.withKeepalive(Duration.ofSeconds(-1)),
        "keepalive is PT-1S; it must be 0 or a number from 30000 to 86400000 milliseconds");
    refuses(
        () -> TIMES.withValidation(Duration.ZERO),
        "validation is PT0S; it must be a number from 250 to 60000 milliseconds");
    refuses(
        () -> TIMES.withLeak(Duration.ofSeconds(Long.MAX_VALUE)),
        "it must be 0 or a number from 2000 to 86400000 milliseconds");
  }

  @Test
  void noTimeIsLongerThanTheLifeOfAConnection() {
    refuses(
        () -> TIMES.withKeepalive(Duration.ofMinutes(30)),
        "keepalive is PT30M; it must be less than maxLifetime, PT30M");
    refuses(
        () -> TIMES.withLeak(Duration.ofMinutes(31)),
        "leak is PT31M; it must be no more than maxLifetime, PT30M");
    assertThat(TIMES.withMaxLifetime(Duration.ofMinutes(1)).keepalive()).isZero();
    assertThat(TIMES.withMaxLifetime(Duration.ZERO).withLeak(Duration.ofHours(1)).keepalive())
        .isEqualTo(TIMES.keepalive());
  }

  private static void refuses(Runnable change, String message) {
    assertThatThrownBy(change::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith(message);
  }
}
