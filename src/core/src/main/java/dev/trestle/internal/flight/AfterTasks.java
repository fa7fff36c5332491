package dev.trestle.internal.flight;

import dev.trestle.After;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;

/** The tasks that one request leaves. Keeps nothing of the request but what names it in the log. */
final class AfterTasks implements After {
  private final Consumer<Throwable> failed;
  private final Deque<Task> tasks = new ArrayDeque<>();
  private boolean over;

  /**
   * @param failed is told of each task that throws
   */
  AfterTasks(Consumer<Throwable> failed) {
    this.failed = failed;
  }

  @Override
  public synchronized void run(Task task) {
    Objects.requireNonNull(task, "task");
    if (over) {
      throw new IllegalStateException(
          "The request is over, and so are its tasks; run this one on a thread of your own");
    }
    tasks.add(task);
  }

  /** Forgets all tasks, and takes no more. */
  synchronized void discard() {
    tasks.clear();
    over = true;
  }

  /** Takes no more if there is none. */
  synchronized boolean isEmpty() {
    over |= tasks.isEmpty();
    return over;
  }

  /** Runs all, also those that come meanwhile. */
  void runAll() {
    while (!isEmpty()) {
      try {
        next().run();
      } catch (Throwable failure) {
        failed.accept(failure);
      }
    }
  }

  private synchronized Task next() {
    return tasks.remove();
  }
}
