package dev.trestle.spi;

import java.time.Duration;
import java.util.List;

/**
 * Which other origins may read the answers, as {@link dev.trestle.policy.Cors} says.
 *
 * @param origins exact, with {@code *.} before a host, {@code null} or {@code *}
 * @param headers that may be sent
 * @param exposed headers of the answer
 * @param credentials whether cookies are sent along
 * @param maxAge of the answer to a preflight
 */
public record CrossOrigin(
    List<String> origins,
    List<String> headers,
    List<String> exposed,
    boolean credentials,
    Duration maxAge) {
  /**
   * Copies the lists.
   *
   * @param origins as above
   * @param headers as above
   * @param exposed as above
   * @param credentials as above
   * @param maxAge as above
   */
  public CrossOrigin {
    origins = List.copyOf(origins);
    headers = List.copyOf(headers);
    exposed = List.copyOf(exposed);
  }
}
