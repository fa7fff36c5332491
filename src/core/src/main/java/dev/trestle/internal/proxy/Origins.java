package dev.trestle.internal.proxy;

import dev.trestle.internal.exchange.ExchangeRequest;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds out where a request comes from. Headers count only where the connection comes from a
 * trusted proxy, and of those only what trusted proxies wrote: reading from the right, up to the
 * first address that is not trusted, which is the client.
 */
public final class Origins {
  private final TrustedProxies proxies;

  /**
   * @param proxies whose headers are read
   */
  public Origins(TrustedProxies proxies) {
    this.proxies = proxies;
  }

  /** The origin of a request. */
  public Origin of(ExchangeRequest request) {
    Optional<InetAddress> peer = Address.parse(request.remoteAddress());
    Origin sent =
        new Origin(
            request.scheme(),
            request.serverName(),
            request.serverPort(),
            peer.map(InetAddress::getHostAddress).orElse(request.remoteAddress()));
    return proxies.isEmpty() || !proxies.trusts(peer) ? sent : forwarded(request, sent);
  }

  /**
   * A proxy passes on the kind of header that it does not know, so a client could write that one:
   * where both are there and do not tell the same, neither counts.
   */
  private Origin forwarded(ExchangeRequest request, Origin sent) {
    List<Hop> standard = Forwarded.parse(fields(request, "Forwarded"));
    Optional<Origin> one =
        standard.isEmpty() ? Optional.empty() : Optional.of(client(standard, sent));
    Optional<Origin> other = common(request, sent);
    if (one.isPresent() && other.isPresent() && !one.equals(other)) {
      return sent;
    }
    return one.or(() -> other).orElse(sent);
  }

  /** What the last trusted proxy before the client tells. */
  private Origin client(List<Hop> hops, Origin sent) {
    Origin origin = sent;
    for (Hop hop : hops.reversed()) {
      origin = merge(hop, origin);
      if (hop.client().filter(proxies::trusts).isEmpty()) {
        return origin;
      }
    }
    return origin;
  }

  private static Origin merge(Hop hop, Origin before) {
    String scheme = hop.scheme().orElse(before.scheme());
    return new Origin(
        scheme,
        hop.authority().map(Authority::host).orElse(before.host()),
        hop.authority().map(Authority::port).orElse(before.port()),
        hop.client().map(InetAddress::getHostAddress).orElse(before.client()));
  }

  private Optional<Origin> common(ExchangeRequest request, Origin sent) {
    List<String> addresses = values(request, "X-Forwarded-For");
    Optional<String> scheme = last(request, "X-Forwarded-Proto");
    Optional<String> host = last(request, "X-Forwarded-Host");
    Optional<String> port = last(request, "X-Forwarded-Port");
    if (addresses.isEmpty() && scheme.isEmpty() && host.isEmpty() && port.isEmpty()) {
      return Optional.empty();
    }
    Optional<Integer> number = port.flatMap(Authority::port);
    Optional<Authority> authority =
        host.flatMap(Authority::parse)
            .map(named -> named.port() == 0 ? new Authority(named.host(), number.orElse(0)) : named)
            .or(() -> number.map(value -> new Authority(sent.host(), value)));
    List<Hop> hops = new ArrayList<>();
    for (String address : addresses) {
      hops.add(Hop.of(address, scheme.orElse(""), authority));
    }
    if (hops.isEmpty()) {
      hops.add(Hop.of("", scheme.orElse(""), authority));
    }
    return Optional.of(client(hops, sent));
  }

  /** Of these a proxy puts its own in place of what is there; who adds to it adds at the end. */
  private static Optional<String> last(ExchangeRequest request, String name) {
    List<String> values = values(request, name);
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getLast());
  }

  private static List<String> values(ExchangeRequest request, String name) {
    List<String> values = new ArrayList<>();
    for (String field : fields(request, name)) {
      for (String value : field.split(",")) {
        if (!value.isBlank()) {
          values.add(value.strip());
        }
      }
    }
    return values;
  }

  private static List<String> fields(ExchangeRequest request, String name) {
    return (request.headers(name));
  }
}
