package dev.trestle.internal.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PositionsTest {
  private static final long APART = 10_000;
  private static final long LONGEST_LAG = 256 * APART / 2;

  private final Positions positions = new Positions(LONGEST_LAG);

  @Test
  void aReplicaIsAsFarAsThePrimaryWasWhenItWasLastNoFurther() {
    positions.add(0, 10_000);
    positions.add(APART, 20_000);
    positions.add(2 * APART, 30_000);

    assertThat(positions.reached(9_999)).isEmpty();
    assertThat(positions.reached(10_000)).hasValue(0);
    assertThat(positions.reached(29_999)).hasValue(APART);
    assertThat(positions.reached(30_000)).hasValue(2 * APART);
  }

  @Test
  void aReplicaOfAnIdlePrimaryIsUpToDate() {
    for (int i = 0; i < 1_000; i++) {
      positions.add(i * APART, 10_000);
    }
    assertThat(positions.reached(10_000)).hasValue(999 * APART);
  }

  @Test
  void theNewestIsKnownHoweverOftenThePrimaryIsAsked() {
    for (int i = 0; i < 1_000; i++) {
      positions.add(i, 10_000 + 100L * i);
    }
    assertThat(positions.reached(10_000 + 99_900)).hasValue(999);
    assertThat(positions.last()).hasValue(Positions.withoutPageHeader(109_900));
  }

  @Test
  void theLongestLagIsToldAfterManyQuestions() {
    for (int i = 0; i < 1_000; i++) {
      positions.add(i * APART / 10, 10_000 + 100L * i);
    }
    assertThat(positions.reached(10_000 + 100L * 500).orElseThrow())
        .isBetween(500 * APART / 10 - APART, 500 * APART / 10);
  }

  @Test
  void afterAFailoverThePrimaryMayBeLessFar() {
    positions.add(0, 90_000);
    positions.add(APART, 50_000);

    assertThat(positions.reached(50_000)).hasValue(APART);
  }

  @Test
  void theHeaderOfAPageThatHasNoRecordYetIsNothingToReplay() {
    assertThat(Positions.withoutPageHeader(3 * 8192 + 24)).isEqualTo(3 * 8192);
    assertThat(Positions.withoutPageHeader(3 * 8192 + 40)).isEqualTo(3 * 8192);
    assertThat(Positions.withoutPageHeader(3 * 8192 + 48)).isEqualTo(3 * 8192 + 48);
  }
}
