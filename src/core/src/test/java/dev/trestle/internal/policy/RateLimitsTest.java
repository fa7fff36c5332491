package dev.trestle.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Rate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Counts by a clock that the test sets. */
class RateLimitsTest {
  private static final long SECOND = 1_000_000_000L;
  private static final Rate FIVE_A_MINUTE = new Rate("x", 5, Duration.ofMinutes(1), true);

  private final Buckets buckets = new Buckets(FIVE_A_MINUTE, 1600);

  @Test
  void allRequestsMayComeAtOnceAndThenOneByOne() {
    long now = 1_000 * SECOND;
    for (int left = 4; left >= 0; left--) {
      assertThat(buckets.take("a", now))
          .isEqualTo(new Buckets.Outcome(true, left, (5 - left) * 12 * SECOND));
    }
    assertThat(buckets.take("a", now)).isEqualTo(new Buckets.Outcome(false, 0, 12 * SECOND));
    assertThat(buckets.take("a", now + 11 * SECOND).allowed()).isFalse();
    assertThat(buckets.take("a", now + 12 * SECOND).allowed()).isTrue();
    assertThat(buckets.take("a", now + 12 * SECOND).allowed()).isFalse();
    assertThat(buckets.take("b", now).remaining()).isEqualTo(4);
    assertThat(buckets.take("a", now + 10_000 * SECOND).remaining()).isEqualTo(4);
  }

  @Test
  void aClockThatIsSetBackGivesNothingAway() {
    IntStream.range(0, 5).forEach(i -> buckets.take("a", 1_000 * SECOND));

    assertThat(buckets.take("a", 900 * SECOND).allowed()).isFalse();
  }

  @Test
  void exactlyAsManyPassAsMayFromManyThreads() throws Exception {
    Buckets thousand = new Buckets(new Rate("x", 1000, Duration.ofDays(1), true), 1600);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Boolean>> all =
          IntStream.range(0, 5000)
              .mapToObj(i -> threads.submit(() -> thousand.take("a", SECOND).allowed()))
              .toList();
      int passed = 0;
      for (Future<Boolean> one : all) {
        passed += one.get() ? 1 : 0;
      }
      assertThat(passed).isEqualTo(1000);
    }
  }

  @Test
  void aMillionAddressesTakeNoMoreMemoryThanTheCapacity() {
    for (int i = 0; i < 1_000_000; i++) {
      buckets.take("10." + (i >> 16) + "." + (i >> 8 & 255) + "." + (i & 255), SECOND);
    }

    assertThat(buckets.size()).isBetween(1, 1600);
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1, true",
    "192.0.2.1, 192.0.2.2, false",
    "192.0.2.1, ::ffff:192.0.2.1, true",
    "2001:db8:1:2::1, 2001:db8:1:2:ffff:1:2:3, true",
    "2001:db8:1:2::1, 2001:db8:1:3::1, false",
    "2001:db8::1, 2001:db8:0:0:9::, true",
    "[2001:db8::1], 2001:db8::2%eth0, true",
    "::1, 0:0:0:0:0:0:0:2, true",
    "1::2:3:4:5:6, 1:0:0:2:3:4:5:6, true",
    "1::2:3:4:5:6, 1:0:0:3:3:4:5:6, false",
  })
  void clientsOfOneNetworkOfIpv6AreOne(String one, String other, boolean same) {
    assertThat(ClientKey.of(one).equals(ClientKey.of(other))).isEqualTo(same);
  }
}
