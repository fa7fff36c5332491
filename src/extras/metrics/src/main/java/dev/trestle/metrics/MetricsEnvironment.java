package dev.trestle.metrics;

import dev.trestle.StartException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a service's figures are to be had, and who is told when its pool runs short, from its
 * environment.
 *
 * <table>
 *   <caption>Variables; an empty one counts as unset</caption>
 *   <tr><th>name</th><th>meaning</th><th>default</th></tr>
 *   <tr><td>{@code METRICS_PORT}</td><td>to serve {@code /metrics} on; 0 takes any free one</td>
 *       <td>none: nothing is counted</td></tr>
 *   <tr><td>{@code METRICS_HOST}</td><td>address to serve them on</td><td>127.0.0.1</td></tr>
 *   <tr><td>{@code POOL_ALARM_WEBHOOK}</td><td>address that a {@link PoolAlarm} is sent to</td>
 *       <td>none: it is in the log only</td></tr>
 * </table>
 *
 * @param port 0 to 65535; empty if nobody is to read them
 * @param host a name or address of this machine
 * @param alarm when the pool's use is too much, and who is told
 */
public record MetricsEnvironment(OptionalInt port, String host, PoolAlarmSettings alarm) {
  /**
   * Reads the variables.
   *
   * @param variables usually {@link System#getenv()}
   * @return the settings
   * @throws StartException if one is set to something it cannot be
   */
  public static MetricsEnvironment of(Map<String, String> variables) {
    return new MetricsEnvironment(
        set(variables, "METRICS_PORT").map(MetricsEnvironment::port).orElse(OptionalInt.empty()),
        set(variables, "METRICS_HOST").orElse("127.0.0.1"),
        set(variables, "POOL_ALARM_WEBHOOK")
            .map(MetricsEnvironment::alarm)
            .orElse(PoolAlarmSettings.defaults()));
  }

  /** The address may have a secret in it, so what is wrong is told without it. */
  private static PoolAlarmSettings alarm(String webhook) {
    try {
      return PoolAlarmSettings.defaults().withWebhook(new URI(webhook));
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw new StartException(
          "POOL_ALARM_WEBHOOK is no address of a webhook; set it to one like"
              + " https://example.org/hook, or leave it out.");
    }
  }

  private static OptionalInt port(String text) {
    try {
      int port = Integer.parseInt(text);
      if (port >= 0 && port <= 65535) {
        return OptionalInt.of(port);
      }
    } catch (NumberFormatException e) {
      // Said below, as for a number out of range.
    }
    throw new StartException(
        "METRICS_PORT is '" + text + "'; set it to a number from 0 to 65535, or leave it out.");
  }

  private static Optional<String> set(Map<String, String> variables, String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(s -> !s.isEmpty());
  }
}
