package dev.trestle.internal.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.internal.share.Turn.State;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Who leads in a lane, who is taken along, and who leaves it. */
class LaneTest {
  private final Lanes lanes = new Lanes();
  private final Lane<String> lane = new Lane<>(lanes);

  private Turn<String> enter(String call) {
    return lane.enter(call).orElseThrow();
  }

  @Test
  void theFirstLeadsAndTheOthersWait() {
    assertThat(enter("a").isLeading()).isTrue();
    assertThat(enter("b").state()).isEqualTo(State.WAITING);
    assertThat(lane.take()).extracting(Turn::call).containsExactly("b");
  }

  @Test
  void whenALeadEndsTheFirstWhoWaitsLeads() {
    enter("a");
    Turn<String> second = enter("b");
    Turn<String> third = enter("c");

    lane.next();

    assertThat(second.isLeading()).isTrue();
    assertThat(lane.take()).containsExactly(third);
  }

  @Test
  void whenAllHaveGoneTheNextWhoComesLeads() {
    enter("a");

    lane.next();

    assertThat(enter("b").isLeading()).isTrue();
  }

  @Test
  void whoLeavesTheQueueIsInNoStatement() {
    enter("a");
    Turn<String> left = enter("b");
    Turn<String> stays = enter("c");

    assertThat(lane.settle(left)).isEqualTo(State.ALONE);

    assertThat(lane.take()).containsExactly(stays);
  }

  @Test
  void whoLeavesAStatementIsNeitherAnsweredNorPutBack() {
    enter("a");
    Turn<String> left = enter("b");
    Turn<String> stays = enter("c");
    List<Turn<String>> taken = lane.take();

    lane.settle(left);

    lane.putBack(taken);
    assertThat(lane.take()).containsExactly(stays);
    assertThat(lane.end(taken, State.ANSWERED)).isEqualTo(1);
    assertThat(left.state()).isEqualTo(State.ALONE);
    assertThat(stays.state()).isEqualTo(State.ANSWERED);
  }

  @Test
  void whoIsPutBackKeepsItsPlace() {
    enter("a");
    Turn<String> second = enter("b");
    Turn<String> third = enter("c");
    List<Turn<String>> taken = lane.take();
    Turn<String> fourth = enter("d");

    lane.putBack(taken);

    assertThat(lane.take()).containsExactly(second, third, fourth);
  }

  @Test
  void whoIsGivenTheLeadAndLeavesHandsItOn() {
    enter("a");
    Turn<String> left = enter("b");
    Turn<String> stays = enter("c");
    lane.next();

    lane.abandon(left);

    assertThat(stays.isLeading()).isTrue();
  }

  @Test
  void whoWaitsForTooLongIsSentAway() throws InterruptedException {
    lanes.longestWait(Duration.ofMillis(1));
    enter("a");
    Turn<String> waits = enter("b");

    waits.await();

    assertThat(lane.settle(waits)).isEqualTo(State.ALONE);
    assertThat(lane.take()).isEmpty();
  }

  @Test
  void whoIsInAStatementForTooLongIsSentAway() throws InterruptedException {
    lanes.longestWait(Duration.ofMillis(1));
    enter("a");
    Turn<String> taken = enter("b");
    lane.take();

    taken.await();

    assertThat(taken.state()).isEqualTo(State.ALONE);
  }

  @Test
  void whoHasNotWaitedForLongStays() {
    enter("a");
    Turn<String> waits = enter("b");

    lane.look(System.nanoTime());

    assertThat(waits.state()).isEqualTo(State.WAITING);
  }

  @Test
  void aLaneThatNobodyWaitedInIsLookedAfterAgain() throws InterruptedException {
    enter("a");
    enter("b");
    lane.end(lane.take(), State.ANSWERED);
    lane.next();
    lane.look(System.nanoTime());
    lanes.longestWait(Duration.ofMillis(1));
    enter("c");
    Turn<String> waits = enter("d");

    waits.await();

    assertThat(waits.state()).isEqualTo(State.ALONE);
  }

  @Test
  void anAnswerThatComesBeforeTheWaitEndsIt() throws InterruptedException {
    enter("a");
    Turn<String> waits = enter("b");
    lane.end(lane.take(), State.ANSWERED);

    waits.await();

    assertThat(lane.settle(waits)).isEqualTo(State.ANSWERED);
  }

  @Test
  void anInterruptEndsTheWait() {
    enter("a");
    Turn<String> waits = enter("b");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> waits.await()).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void aStatementAndTheQueueAreBounded() {
    enter("leads");
    for (int i = 0; i < Lane.MOST_WAITING; i++) {
      enter("waits");
    }

    assertThat(lane.enter("too many")).isEmpty();
    assertThat(lane.take()).hasSize(Lane.MOST_TOGETHER - 1);
    assertThat(lane.enter("one more")).isPresent();
  }

  @Test
  void allWhoWaitCanBeSentAway() {
    enter("a");
    Turn<String> second = enter("b");
    Turn<String> third = enter("c");

    lane.dismiss();

    assertThat(List.of(second, third)).extracting(Turn::state).containsOnly(State.ALONE);
    assertThat(lane.take()).isEmpty();
  }
}
