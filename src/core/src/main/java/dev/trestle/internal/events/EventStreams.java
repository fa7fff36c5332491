package dev.trestle.internal.events;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The streams of events of an application: tells each when to say that it is alive, and ends all
 * when the server stops. One thread tells the time for all of them, and only while there are some;
 * a virtual thread writes, because a client may make it wait.
 */
public final class EventStreams {
  private final Duration interval;
  private final ScheduledThreadPoolExecutor clock;
  private final Set<EventOutput> streams = ConcurrentHashMap.newKeySet();
  private volatile boolean stopped;

  /**
   * @param interval between heartbeats
   */
  public EventStreams(Duration interval) {
    this.interval = interval;
    this.clock =
        new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("trestle-heartbeat").factory());
    clock.setRemoveOnCancelPolicy(true);
    clock.setKeepAliveTime(10, TimeUnit.SECONDS);
    clock.allowCoreThreadTimeOut(true);
  }

  /** Calls a stream at each interval, until what this gives is cancelled. */
  Future<?> begin(EventOutput stream) {
    streams.add(stream);
    if (stopped) {
      stream.shutDown();
    }
    long nanos = interval.toNanos();
    return clock.scheduleAtFixedRate(
        () -> Thread.ofVirtual().start(stream::beat), nanos, nanos, TimeUnit.NANOSECONDS);
  }

  void end(EventOutput stream) {
    streams.remove(stream);
  }

  /** Ends all streams, also those that come: their clients connect again, elsewhere. */
  public void stop() {
    stopped = true;
    streams.forEach(EventOutput::shutDown);
  }
}
