package dev.trestle.metrics;

import dev.trestle.StartException;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a service's figures are to be had, from its environment.
 *
 * <table>
 *   <caption>Variables; an empty one counts as unset</caption>
 *   <tr><th>name</th><th>meaning</th><th>default</th></tr>
 *   <tr><td>{@code METRICS_PORT}</td><td>to serve {@code /metrics} on; 0 takes any free one</td>
 *       <td>none: nothing is counted</td></tr>
 *   <tr><td>{@code METRICS_HOST}</td><td>address to serve them on</td><td>127.0.0.1</td></tr>
 * </table>
 *
 * @param port 0 to 65535; empty if nobody is to read them
 * @param host a name or address of this machine
 */
public record MetricsEnvironment(OptionalInt port, String host) {
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
        set(variables, "METRICS_HOST").orElse("127.0.0.1"));
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
