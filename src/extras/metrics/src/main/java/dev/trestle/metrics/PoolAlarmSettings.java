package dev.trestle.metrics;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * When a {@link PoolAlarm} is raised, and who is told: {@code
 * PoolAlarmSettings.defaults().withWebhook(uri)}.
 *
 * @param above part of the pool's connections that are out, from 0 to 1; more is too much
 * @param after how long it has to stay there, not negative; as long it has to stay below until the
 *     alarm is over
 * @param webhook {@code http} or {@code https}; empty for the log alone. It often has a secret in
 *     it and is never written anywhere
 */
public record PoolAlarmSettings(double above, Duration after, Optional<URI> webhook) {
  /**
   * Refuses what cannot be.
   *
   * @param above as above
   * @param after as above
   * @param webhook as above
   * @throws IllegalArgumentException in a sentence
   */
  public PoolAlarmSettings {
    if (!(above >= 0 && above < 1)) {
      throw new IllegalArgumentException("above is " + above + "; it must be from 0 to below 1");
    }
    if (after.isNegative()) {
      throw new IllegalArgumentException("after is " + after + "; it must not be negative");
    }
    webhook.ifPresent(PoolAlarmSettings::check);
  }

  private static void check(URI uri) {
    String scheme = Objects.requireNonNullElse(uri.getScheme(), "");
    boolean http = scheme.equalsIgnoreCase("http") || scheme.equalsIgnoreCase("https");
    if (!http || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "The webhook is no address like https://example.org/hook; its scheme is '"
              + scheme
              + "', and it must be http or https with a host");
    }
  }

  /**
   * More than 80 % for 30 seconds, for the log alone.
   *
   * @return the same each time
   */
  public static PoolAlarmSettings defaults() {
    return new PoolAlarmSettings(0.8, Duration.ofSeconds(30), Optional.empty());
  }

  /**
   * The same with another limit.
   *
   * @param part as above
   * @return another
   */
  public PoolAlarmSettings withAbove(double part) {
    return new PoolAlarmSettings(part, after, webhook);
  }

  /**
   * The same with another time.
   *
   * @param longest as above
   * @return another
   */
  public PoolAlarmSettings withAfter(Duration longest) {
    return new PoolAlarmSettings(above, longest, webhook);
  }

  /**
   * The same with somebody to tell.
   *
   * @param uri as above
   * @return another
   */
  public PoolAlarmSettings withWebhook(URI uri) {
    return new PoolAlarmSettings(above, after, Optional.of(uri));
  }
}
