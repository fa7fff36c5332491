package dev.trestle.internal.flight;

import dev.trestle.After;
import dev.trestle.RequestObservation;
import dev.trestle.internal.work.RequestWork;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.function.Consumer;

/** The tasks that one request leaves. Keeps nothing of the request but what names it in the log. */
final class AfterTasks implements After {
  private final Consumer<Throwable> failed;
  private final RequestWork work;
  private final Deque<Left> tasks = new ArrayDeque<>();
  private boolean over;

  /**
   * @param committed whether it speaks of what a transaction has made certain
   */
  private record Left(Task task, boolean committed) {}

  /**
   * @param failed is told of each task that throws
   * @param work of the request, whose transactions the tasks are left in
   */
  AfterTasks(Consumer<Throwable> failed, RequestWork work) {
    this.failed = failed;
    this.work = work;
  }

  @Override
  public void run(Task task) {
    Objects.requireNonNull(task, "task");
    refuseIfOver();
    if (!work.join(() -> add(new Left(task, true)))) {
      add(new Left(task, false));
    }
  }

  private synchronized void refuseIfOver() {
    if (over) {
      throw new IllegalStateException(
          "The request is over, and so are its tasks; run this one on a thread of your own");
    }
  }

  private synchronized void add(Left task) {
    refuseIfOver();
    tasks.add(task);
  }

  /** Forgets the tasks of a function that has failed; those of its commits stay. */
  synchronized void discard() {
    tasks.removeIf(task -> !task.committed());
  }

  /** Takes no more if there is none. */
  synchronized boolean isEmpty() {
    over |= tasks.isEmpty();
    return over;
  }

  /** Runs all, also those that come meanwhile. */
  void runAll() {
    while (!isEmpty()) {
      try (RequestObservation.Scope scope = work.observation().after()) {
        perform(next());
      }
    }
  }

  private void perform(Task task) {
    try {
      task.run();
    } catch (Throwable failure) {
      failed.accept(failure);
    }
  }

  private synchronized Task next() {
    return tasks.remove().task();
  }
}
