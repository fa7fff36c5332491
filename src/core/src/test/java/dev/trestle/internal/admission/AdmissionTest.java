package dev.trestle.internal.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets in, who waits, in which order, and who is refused. */
@Timeout(60)
class AdmissionTest {
  private final AtomicInteger connections = new AtomicInteger(1);
  private final AtomicInteger strays = new AtomicInteger();
  private final BlockingQueue<String> admitted = new LinkedBlockingQueue<>();

  private Admission admission(int queue, Duration longestWait) {
    return new Admission(
        connections::get,
        () -> strays.getAndSet(0),
        new QueueLimits(OptionalInt.of(queue), longestWait),
        new OverloadReport(Optional.empty(), () -> "nobody"));
  }

  private Admission patient() {
    return admission(100, Duration.ZERO);
  }

  /** One more who waits, once it does. */
  private Thread wait(Admission admission, Rank rank, String name) {
    int before = admission.waiting();
    Thread thread =
        Thread.startVirtualThread(() -> {
          try {
            admission.enter(rank);
            admitted.add(name);
          } catch (PoolOverload | InterruptedException e) {
            admitted.add(name + " was not");
          }
        });
    awaitWaiting(admission, before + 1);
    return thread;
  }

  private static void awaitWaiting(Admission admission, int count) {
    while (admission.waiting() != count) {
      Thread.onSpinWait();
    }
  }

  private String next(Admission admission) throws InterruptedException {
    admission.leave();
    return admitted.take();
  }

  @Test
  void asManyAreInAsThereAreConnections() throws Exception {
    connections.set(3);
    Admission admission = admission(0, Duration.ofSeconds(1));
    for (int i = 0; i < 3; i++) {
      admission.enter(Rank.NEW);
    }

    assertThatThrownBy(() -> admission.enter(Rank.NEW)).isInstanceOf(PoolOverload.class);
    assertThat(admission.out()).isEqualTo(3);

    admission.leave();
    admission.enter(Rank.NEW);
    assertThat(admission.out()).isEqualTo(3);
  }

  @Test
  void whoCameFirstIsServedFirst() throws Exception {
    Admission admission = patient();
    admission.enter(Rank.NEW);
    wait(admission, Rank.NEW, "a");
    wait(admission, Rank.NEW, "b");
    wait(admission, Rank.NEW, "c");

    assertThat(next(admission)).isEqualTo("a");
    assertThat(next(admission)).isEqualTo("b");
    assertThat(next(admission)).isEqualTo("c");
    assertThat(admission.out()).isEqualTo(1);
  }

  @Test
  void whatTellsOfHealthGoesFirstThenWhoHasBegun() throws Exception {
    Admission admission = patient();
    admission.enter(Rank.NEW);
    wait(admission, Rank.NEW, "new");
    wait(admission, Rank.BEGUN, "begun");
    wait(admission, Rank.FIRST, "health");

    assertThat(next(admission)).isEqualTo("health");
    assertThat(next(admission)).isEqualTo("begun");
    assertThat(next(admission)).isEqualTo("new");
  }

  @Test
  void whoHasBegunDoesNotKeepOthersOut() throws Exception {
    Admission admission = patient();
    admission.enter(Rank.NEW);
    wait(admission, Rank.NEW, "new");
    for (int i = 1; i <= 5; i++) {
      wait(admission, Rank.BEGUN, "begun " + i);
    }

    assertThat(next(admission)).isEqualTo("begun 1");
    assertThat(next(admission)).isEqualTo("begun 2");
    assertThat(next(admission)).isEqualTo("begun 3");
    assertThat(next(admission)).isEqualTo("new");
    assertThat(next(admission)).isEqualTo("begun 4");
    assertThat(next(admission)).isEqualTo("begun 5");
  }

  @Test
  void aFullQueueRefusesWhoIsNewAndNobodyElse() throws Exception {
    Admission admission = admission(1, Duration.ZERO);
    admission.enter(Rank.NEW);
    wait(admission, Rank.NEW, "new");

    assertThatThrownBy(() -> admission.enter(Rank.NEW))
        .isInstanceOfSatisfying(
            PoolOverload.class, refused -> assertThat(refused.retryAfter()).isPositive())
        .hasMessage("1 others wait for one of 1 connections");
    wait(admission, Rank.BEGUN, "begun");
    wait(admission, Rank.FIRST, "health");
    assertThat(admission.waiting()).isEqualTo(3);
  }

  @Test
  void whoHasWaitedForTooLongIsRefused() throws Exception {
    Admission admission = admission(1, Duration.ofMillis(1));
    admission.enter(Rank.NEW);

    assertThatThrownBy(() -> admission.enter(Rank.NEW))
        .isInstanceOfSatisfying(
            PoolOverload.class, refused -> assertThat(refused.retryAfter()).isEqualTo(1))
        .hasMessage("No connection was free within 1 ms");

    assertThat(admission.waiting()).isZero();
    assertThat(admission.out()).isEqualTo(1);
  }

  @Test
  void whoIsInterruptedLeavesTheQueueForOthers() throws Exception {
    Admission admission = admission(2, Duration.ZERO);
    admission.enter(Rank.NEW);
    Thread leaves = wait(admission, Rank.NEW, "a");
    wait(admission, Rank.NEW, "b");

    leaves.interrupt();

    assertThat(admitted.take()).isEqualTo("a was not");
    wait(admission, Rank.NEW, "c");
    assertThat(next(admission)).isEqualTo("b");
    assertThat(next(admission)).isEqualTo("c");
  }

  @Test
  void whoWaitsIsLetInWhenThePoolGrows() throws Exception {
    Admission admission = patient();
    admission.enter(Rank.NEW);
    wait(admission, Rank.NEW, "a");

    connections.set(2);

    assertThat(admitted.take()).isEqualTo("a");
    assertThat(admission.out()).isEqualTo(2);
  }

  @Test
  void aPoolThatShrinksTakesItsPermitsAsTheyComeBack() throws Exception {
    connections.set(2);
    Admission admission = admission(0, Duration.ZERO);
    admission.enter(Rank.NEW);
    admission.enter(Rank.NEW);
    connections.set(1);
    assertThatThrownBy(() -> admission.enter(Rank.NEW)).isInstanceOf(PoolOverload.class);

    admission.leave();
    assertThatThrownBy(() -> admission.enter(Rank.NEW)).isInstanceOf(PoolOverload.class);

    admission.leave();
    admission.enter(Rank.NEW);
    assertThat(admission.out()).isEqualTo(1);
  }

  @Test
  void aPermitThatCameBackByAnotherWayIsFoundWhileSomebodyWaits() throws Exception {
    Admission admission = patient();
    admission.enter(Rank.NEW);
    wait(admission, Rank.NEW, "a");

    strays.set(1);

    assertThat(admitted.take()).isEqualTo("a");
  }

  @Test
  void aQueueIsAsLongAsIsServedInTime() {
    QueueLimits fiveSeconds = new QueueLimits(OptionalInt.empty(), Duration.ofSeconds(5));
    assertThat(fiveSeconds.queue(18)).isEqualTo(900);
    assertThat(new QueueLimits(OptionalInt.empty(), Duration.ofHours(1)).queue(10_000))
        .isEqualTo(360_000_000);
    assertThat(new QueueLimits(OptionalInt.empty(), Duration.ZERO).queue(18))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(new QueueLimits(OptionalInt.of(0), Duration.ofSeconds(5)).queue(18)).isZero();
  }

  @Test
  void whereThereIsRoomNobodyWaits() {
    connections.set(64);
    Admission admission = admission(0, Duration.ofSeconds(1));
    CompletableFuture<?>[] all = new CompletableFuture<?>[64];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          CompletableFuture.runAsync(() -> {
            for (int round = 0; round < 5_000; round++) {
              try {
                admission.enter(Rank.NEW);
              } catch (PoolOverload | InterruptedException e) {
                throw new CompletionException(e);
              }
              admission.leave();
            }
          });
    }

    CompletableFuture.allOf(all).join();

    assertThat(admission.out()).isZero();
  }
}
