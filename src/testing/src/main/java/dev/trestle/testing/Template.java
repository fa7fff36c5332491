package dev.trestle.testing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** A database of which tests get copies; the next one is made while a test runs. */
final class Template {
  private final String name;
  private final Supplier<String> copying;
  private final Deque<FutureTask<String>> ready = new ArrayDeque<>();

  /**
   * @param name of the database
   * @param copying makes a copy, and gives its name
   */
  Template(String name, Supplier<String> copying) {
    this.name = name;
    this.copying = copying;
  }

  String name() {
    return name;
  }

  /** A copy that nobody else gets. */
  String take() {
    FutureTask<String> next = next();
    next.run(); // Does nothing if it was begun before.
    try {
      return next.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException("No copy of " + name + " was made", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + name + " was copied", e);
    }
  }

  private synchronized FutureTask<String> next() {
    FutureTask<String> made = ready.poll();
    return made == null ? new FutureTask<>(copying::get) : made;
  }

  /** Makes one for who takes it next, on another thread. */
  synchronized void prepare() {
    FutureTask<String> next = new FutureTask<>(copying::get);
    ready.add(next);
    Thread.ofVirtual().name("trestle-copy").start(next);
  }

  /** Waits for those that are made and that nobody has taken; they go with the server. */
  synchronized void end() {
    while (!ready.isEmpty()) {
      try {
        take();
      } catch (IllegalStateException e) {
        // Then there is none.
      }
    }
  }
}
