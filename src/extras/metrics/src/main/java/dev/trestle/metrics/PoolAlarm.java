package dev.trestle.metrics;

import dev.trestle.PoolUse;
import dev.trestle.Trestle;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells that most of a connection pool is out for longer than a moment, while there is still time:
 * one warning in the log, and one {@code POST} to a webhook; and one of each when it is over.
 *
 * <pre>{@code
 * PoolAlarm alarm = PoolAlarm.start(app, PoolAlarmSettings.defaults().withWebhook(uri));
 * }</pre>
 *
 * <p>The body is JSON: {@code event}, which is {@code pool_use_high} or {@code pool_use_normal}; a
 * sentence, {@code text}; and the pool's figures, {@code active}, {@code idle}, {@code waiting},
 * {@code max}. A webhook that does not answer with 2xx within five seconds is a warning, the first
 * time until it does again, and nothing is sent twice. It is followed nowhere else.
 *
 * <p>The pool is looked at once a second, on a thread of its own; requests do nothing for it.
 */
public final class PoolAlarm implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final Duration APART = Duration.ofSeconds(1);
  private static final Duration LONGEST_CALL = Duration.ofSeconds(5);

  private final Trestle app;
  private final PoolAlarmSettings settings;
  private final PoolLevel level;
  private final Optional<Webhook> webhook;
  private final Thread watching;

  PoolAlarm(Trestle app, PoolAlarmSettings settings, Duration longestCall) {
    this.app = app;
    this.settings = settings;
    this.level = new PoolLevel(settings.above(), settings.after());
    this.webhook = settings.webhook().map(uri -> new Webhook(uri, longestCall));
    this.watching = Thread.ofVirtual().name("trestle-pool-alarm").unstarted(this::watch);
  }

  /**
   * Begins to watch.
   *
   * @param app whose pool it is; without one there is nothing to tell
   * @param settings when, and who is told
   * @return to be closed before the application
   */
  public static PoolAlarm start(Trestle app, PoolAlarmSettings settings) {
    PoolAlarm alarm = new PoolAlarm(app, settings, LONGEST_CALL);
    alarm.watching.start();
    return alarm;
  }

  private void watch() {
    try {
      while (!Thread.currentThread().isInterrupted()) {
        look(System.nanoTime());
        Thread.sleep(APART);
      }
    } catch (InterruptedException e) {
      // It is closed.
    }
  }

  /** Looks at the pool once, and tells who is to be told. */
  void look(long now) throws InterruptedException {
    Optional<PoolUse> use = app.poolUse();
    Optional<PoolLevel.Change> change = use.flatMap(it -> level.at(it, now));
    if (change.isEmpty()) {
      return;
    }
    String sentence = sentence(change.get(), use.get());
    LOG.warn(sentence);
    if (webhook.isPresent()) {
      webhook.get().send(change.get(), sentence, use.get());
    }
  }

  private String sentence(PoolLevel.Change change, PoolUse use) {
    return "%d of %d connections of the pool are out and %d wait for one; use has been %s %d %% for %d s"
        .formatted(
            use.active(),
            use.most(),
            use.waiting(),
            change == PoolLevel.Change.RAISED ? "above" : "below",
            Math.round(settings.above() * 100),
            settings.after().toSeconds());
  }

  /** Stops watching; a call under way is given up. */
  @Override
  public void close() {
    watching.interrupt();
    try {
      watching.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    webhook.ifPresent(Webhook::close);
  }
}
