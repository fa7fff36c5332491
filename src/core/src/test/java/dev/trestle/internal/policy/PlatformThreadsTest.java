package dev.trestle.internal.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PlatformThreadsTest {
  private final PlatformThreads threads = new PlatformThreads();

  @Test
  void whatTheWorkThrowsIsThrown() {
    assertThatThrownBy(() ->
            threads.call(() -> {
              throw new IOException("disk");
            }))
        .isInstanceOf(IOException.class)
        .hasMessage("disk");
  }

  @Test
  void anInterruptReachesTheWorkAndItsResultCounts() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    FutureTask<String> result =
        new FutureTask<>(() ->
            threads.call(() -> {
              running.countDown();
              try {
                new CountDownLatch(1).await();
                return "woken";
              } catch (InterruptedException e) {
                return "interrupted";
              }
            }));
    Thread caller = Thread.startVirtualThread(result);
    running.await();
    caller.interrupt();

    assertThat(result.get()).isEqualTo("interrupted");
    assertThat(threads.call(() -> Thread.currentThread().isInterrupted())).isFalse();
  }

  @Test
  void workThatWaitsForAThreadIsLeftUndoneWhenItsCallerIsInterrupted() throws Exception {
    int size = Math.max(2, Runtime.getRuntime().availableProcessors());
    CountDownLatch running = new CountDownLatch(size);
    CountDownLatch end = new CountDownLatch(1);
    List<Thread> busy = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      busy.add(
          Thread.startVirtualThread(
              new FutureTask<>(() ->
                  threads.call(() -> {
                    running.countDown();
                    end.await();
                    return "";
                  }))));
    }
    running.await();
    AtomicInteger ran = new AtomicInteger();
    FutureTask<Integer> waiting = new FutureTask<>(() -> threads.call(ran::incrementAndGet));
    Thread.startVirtualThread(waiting).interrupt();

    assertThatThrownBy(waiting::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
    end.countDown();
    for (Thread thread : busy) {
      thread.join();
    }
    assertThat(ran).hasValue(0);
  }
}
