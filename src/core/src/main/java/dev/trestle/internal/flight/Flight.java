package dev.trestle.internal.flight;

import dev.trestle.After;
import dev.trestle.RequestObservation;
import dev.trestle.Response;
import dev.trestle.internal.exchange.Wire;
import dev.trestle.internal.work.RequestWork;
import dev.trestle.internal.work.Sweeper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * One request from its routing to the end of its answer: Jetty tells when its function, the writer
 * of its stream and the sending of its last byte have all ended, in whatever way. Or one thing that
 * is done beside requests, for as long as it takes. Meanwhile it can be cancelled, once and for one
 * reason.
 */
public final class Flight implements Consumer<Throwable>, Sweeper.Swept {
  /** Most requests are over before it would be worth asking whether their client is there. */
  private static final long FIRST_LOOK = Duration.ofMillis(200).toNanos();

  /** The longest that a client which went away is not noticed. */
  private static final long LOOKS_APART = Duration.ofSeconds(1).toNanos();

  private final Flights flights;
  private final RequestWork work;
  private final Wire wire;
  private final long began = System.nanoTime();
  private final long longest;
  private Optional<AfterTasks> tasks = Optional.empty();
  private Optional<Reason> reason = Optional.empty();
  private Optional<Runnable> onCancel = Optional.empty();
  private boolean returned;
  private long nextLook = FIRST_LOOK;

  /**
   * @param wire to its client
   * @param observation who follows it
   * @param longest that it may take, in nanoseconds
   */
  Flight(Flights flights, Wire wire, RequestObservation observation, long longest) {
    this.flights = flights;
    this.wire = wire;
    this.work = new RequestWork(observation);
    this.longest = longest;
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
      tasks = Optional.of(new AfterTasks(failed, work));
    }
    return tasks.get();
  }

  /** The function has returned: from here on its tasks will run, whatever becomes of its answer. */
  public synchronized void returned() {
    returned = true;
  }

  /**
   * Does a part of the request that may be cancelled, on this thread.
   *
   * @throws Exception of the part, or what the client is told if this is cancelled already
   */
  public <T> T run(Callable<T> part) throws Exception {
    checkpoint();
    return work.run(part);
  }

  /** The same for the writer of a stream. */
  public Response.Writer guard(Response.Writer writer) {
    return out ->
        run(() -> {
          writer.write(out);
          return out;
        });
  }

  /**
   * Refuses to go on with what is cancelled.
   *
   * @throws dev.trestle.HttpError what the client is told
   */
  public synchronized void checkpoint() {
    reason.ifPresent(why -> {
      throw why.error();
    });
  }

  /** What to answer with instead of a failure: one that a cancel has caused tells nothing. */
  public synchronized Throwable instead(Throwable failure) {
    return reason.<Throwable>map(Reason::error).orElse(failure);
  }

  /** Why this was cancelled, if it was. */
  public synchronized Optional<Reason> reason() {
    return reason;
  }

  /** Cancels, unless that was done before. */
  public void cancel(Reason why) {
    Optional<Runnable> first;
    synchronized (this) {
      if (reason.isPresent()) {
        return;
      }
      reason = Optional.of(why);
      first = onCancel;
    }
    first.ifPresent(Runnable::run);
    work.cancel();
  }

  /** Runs something when this is cancelled, before anything is interrupted; at once if it was. */
  public void onCancel(Runnable action) {
    synchronized (this) {
      if (reason.isEmpty()) {
        onCancel = Optional.of(action);
        return;
      }
    }
    action.run();
  }

  @Override
  public long look(long now) {
    long age = now - began;
    if (age >= longest) {
      cancel(Reason.TIMEOUT);
      return Long.MAX_VALUE;
    }
    if (age >= nextLook) {
      nextLook = age + Math.min(age / 4, LOOKS_APART);
      if (wire.isGone()) {
        cancel(Reason.CLIENT_GONE);
      }
    }
    return longest - age;
  }

  @Override
  public void accept(Throwable failure) {
    end();
  }

  /** It is over, and its tasks begin. Jetty says so of a request, who began it of anything else. */
  public void end() {
    work.end();
    flights.ended(this, left());
  }

  private synchronized Optional<AfterTasks> left() {
    if (!returned) {
      tasks.ifPresent(AfterTasks::discard);
    }
    return tasks.filter(left -> !left.isEmpty());
  }
}
