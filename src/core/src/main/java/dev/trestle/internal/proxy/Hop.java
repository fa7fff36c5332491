package dev.trestle.internal.proxy;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;

/**
 * What a proxy tells of one step of a request; what it does not tell, or tells malformed, is empty.
 *
 * @param client who sent it there; empty also if the proxy conceals that
 * @param scheme {@code http} or {@code https}
 * @param authority what it was sent to
 */
record Hop(Optional<InetAddress> client, Optional<String> scheme, Optional<Authority> authority) {
  static Hop of(String client, String scheme, Optional<Authority> authority) {
    String lower = scheme.toLowerCase(Locale.ROOT);
    return new Hop(
        Address.parseWithPort(client),
        lower.equals("http") || lower.equals("https") ? Optional.of(lower) : Optional.empty(),
        authority);
  }
}
