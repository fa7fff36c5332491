package dev.trestle.internal.cache;

import dev.trestle.CachedFunction;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The threads that load data. None may wait for another, so that no circle of them can. */
public final class Loads {
  private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

  /** Of one application. */
  public Loads() {}

  /** Loads on this thread. */
  public <T> T run(Supplier<T> load) {
    threads.add(Thread.currentThread());
    try {
      return load.get();
    } finally {
      threads.remove(Thread.currentThread());
    }
  }

  /**
   * Asked before data is read.
   *
   * @throws IllegalStateException in a load
   */
  public void refuseWithin(CachedFunction<?, ?> function) {
    if (threads.contains(Thread.currentThread())) {
      throw new IllegalStateException(
          "The data of the CachedFunction at "
              + function
              + " is read while other data is loaded, and loads could wait for each other; call its"
              + " loader() there, or read it before");
    }
  }
}
