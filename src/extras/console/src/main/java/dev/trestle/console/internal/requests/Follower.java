package dev.trestle.console.internal.requests;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.function.Consumer;

/** Is told which requests have changed; what changes again before it is taken is there once. */
public final class Follower implements AutoCloseable {
  /** More than the page shows: who reads too slowly misses the oldest. */
  private static final int MOST = 1_000;

  private final Consumer<Follower> end;
  private final SequencedSet<Long> changed = new LinkedHashSet<>();

  Follower(Consumer<Follower> end) {
    this.end = end;
  }

  synchronized void changed(long number) {
    changed.add(number);
    if (changed.size() > MOST) {
      changed.removeFirst();
    }
    notifyAll();
  }

  /**
   * Waits until something has changed.
   *
   * @return the numbers of the requests, in their order
   * @throws InterruptedException if this thread is to end
   */
  public synchronized List<Long> take() throws InterruptedException {
    while (changed.isEmpty()) {
      wait();
    }
    List<Long> numbers = changed.stream().sorted().toList();
    changed.clear();
    return numbers;
  }

  @Override
  public void close() {
    end.accept(this);
  }
}
