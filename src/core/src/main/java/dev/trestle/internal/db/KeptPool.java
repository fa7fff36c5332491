package dev.trestle.internal.db;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A pool that stays open while applications that use it come and go, for as long as they want the
 * same. Safe for all threads.
 */
public final class KeptPool implements AutoCloseable {
  private final Runnable vacate;
  private Optional<Kept> kept = Optional.empty();

  /**
   * @param vacate has those end that use a pool which is to be closed because another is wanted
   */
  public KeptPool(Runnable vacate) {
    this.vacate = vacate;
  }

  private record Kept(Object settings, Pool pool) {}

  /**
   * The pool of these settings.
   *
   * @param settings all that it follows from
   * @param open opens it, if that which is here has others; that is closed before
   */
  public synchronized Pool get(Object settings, Supplier<Pool> open) {
    if (kept.isPresent()) {
      Kept now = kept.get();
      if (now.settings().equals(settings) && !now.pool().hasFailed()) {
        return now.pool();
      }
      vacate.run();
      close();
    }
    Pool opened = open.get();
    kept = Optional.of(new Kept(settings, opened));
    return opened;
  }

  /** Closes it, if there is one; the next that is asked for is another. */
  @Override
  public synchronized void close() {
    kept.map(Kept::pool).ifPresent(Pool::close);
    kept = Optional.empty();
  }
}
