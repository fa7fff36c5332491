package dev.trestle.internal.proxy;

/**
 * Where a request comes from and which server it was sent to, as the client knows it.
 *
 * @param scheme {@code http} or {@code https}
 * @param host a name or address, IPv6 in brackets
 * @param port 1 to 65535; 0 for that of the scheme
 * @param client its address, IPv6 without brackets; what the connection has in its place where it
 *     has no IP address
 */
public record Origin(String scheme, String host, int port, String client) {
  /** The scheme's own port becomes 0. */
  public Origin {
    port = port == (scheme.equals("https") ? 443 : 80) ? 0 : port;
  }

  /** Scheme, host, and the port unless it is the scheme's own. */
  public String base() {
    return scheme + "://" + host + (port == 0 ? "" : ":" + port);
  }
}
