package dev.trestle.bench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private final WarmUp warmUp = new WarmUp(30);

  private void turn(long requests) {
    Counted counted = new Counted(requests, 0, WarmUp.TURN, 1, 1);
    warmUp.add(new Round.Turn(counted, Duration.ofSeconds(1)));
  }

  @Test
  void whoGetsBetterIsNotWarm() {
    turn(100);
    turn(200);
    turn(210);
    turn(300);
    turn(310);

    assertThat(warmUp.isOver()).isFalse();
  }

  @Test
  void whoGetsNoBetterTwiceIsWarm() {
    turn(100);
    turn(90);
    assertThat(warmUp.isOver()).isFalse();
    turn(105);

    assertThat(warmUp.isOver()).isTrue();
  }

  @Test
  void aMachineThatIsSlowForAWhileIsNoProgressWhenItIsFastAgain() {
    turn(100);
    turn(10);
    turn(100);

    assertThat(warmUp.isOver()).isTrue();
  }

  @Test
  void itIsOverAtItsLongest() {
    for (int i = 0; i < 10; i++) {
      assertThat(warmUp.isOver()).isFalse();
      turn(1L << i);
    }

    assertThat(warmUp.isOver()).isTrue();
  }

  @Test
  void oneThatDoesNotAnswerIsOverSome() {
    turn(0);
    turn(0);
    turn(0);

    assertThat(warmUp.isOver()).isTrue();
  }
}
