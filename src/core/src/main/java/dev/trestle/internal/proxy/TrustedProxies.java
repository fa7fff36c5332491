package dev.trestle.internal.proxy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;

/**
 * Whose word is taken for where a request comes from and which URL it was sent to.
 *
 * @param subnets of the proxies
 * @param local whether a peer without an IP address is one, as over a Unix domain socket
 */
public record TrustedProxies(List<Subnet> subnets, boolean local) {
  private static final String LOCAL = "unix";

  /** Nobody's. */
  public static TrustedProxies none() {
    return new TrustedProxies(List.of(), false);
  }

  /**
   * Reads the setting.
   *
   * @throws IllegalArgumentException if an entry is neither an address, nor a subnet, nor {@code
   *     unix}
   */
  public static TrustedProxies of(List<String> entries) {
    List<Subnet> subnets =
        entries.stream()
            .filter(entry -> !entry.equals(LOCAL))
            .map(entry ->
                Subnet.parse(entry)
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            "'"
                                + entry
                                + "' is no trusted proxy; write an address like 10.0.0.1, a subnet"
                                + " like 10.0.0.0/8 or fd00::/8, or unix")))
            .toList();
    return new TrustedProxies(subnets, entries.contains(LOCAL));
  }

  /** Whether there is anybody. */
  boolean isEmpty() {
    return subnets.isEmpty() && !local;
  }

  /** Whether the other end of a connection is one; empty if it has no IP address. */
  boolean trusts(Optional<InetAddress> peer) {
    return peer.map(this::trusts).orElse(local);
  }

  boolean trusts(InetAddress address) {
    for (Subnet subnet : subnets) {
      if (subnet.contains(address)) {
        return true;
      }
    }
    return false;
  }
}
