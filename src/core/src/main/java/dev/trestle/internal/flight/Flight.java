package dev.trestle.internal.flight;

import dev.trestle.After;
import dev.trestle.internal.work.RequestWork;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One request from its routing to the end of its answer: Jetty tells when its function, the writer
 * of its stream and the sending of its last byte have all ended, in whatever way.
 */
public final class Flight implements Consumer<Throwable> {
  private final Flights flights;
  private final RequestWork work = new RequestWork();
  private Optional<AfterTasks> tasks = Optional.empty();
  private boolean returned;

  Flight(Flights flights) {
    this.flights = flights;
  }

  /** What it has under way, to be cancelled. */
  public RequestWork work() {
    return work;
  }

  /**
   * Takes tasks for later.
   *
   * @param failed is told of those that throw, so it must not hold the request
   */
  public synchronized After after(Consumer<Throwable> failed) {
    if (tasks.isEmpty()) {
      tasks = Optional.of(new AfterTasks(failed));
    }
    return tasks.get();
  }

  /** The function has returned: from here on its tasks will run, whatever becomes of its answer. */
  public synchronized void returned() {
    returned = true;
  }

  @Override
  public void accept(Throwable failure) {
    flights.ended(this, left());
  }

  private synchronized Optional<AfterTasks> left() {
    if (!returned) {
      tasks.ifPresent(AfterTasks::discard);
    }
    return tasks.filter(left -> !left.isEmpty());
  }
}
