package dev.trestle.internal.proxy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads IP addresses as text, and never asks a name server. */
public final class Address {
  /** With 256 in it the JDK would take it for a name, and ask for that. */
  private static final Pattern IPV4 =
      Pattern.compile("(25[0-5]|2[0-4]\\d|[01]?\\d{1,2})(\\.(25[0-5]|2[0-4]\\d|[01]?\\d{1,2})){3}");

  private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f.]*+:[0-9A-Fa-f:.]*+");
  private static final int LONGEST = 45;

  private Address() {}

  /**
   * The address, an IPv4 one also where it is written as IPv6; without the zone of a link.
   *
   * @param text without a port; IPv6 with or without brackets
   * @return empty for anything else, a name too
   */
  public static Optional<InetAddress> parse(String text) {
    boolean brackets = text.startsWith("[") && text.endsWith("]");
    String bare = (brackets ? text.substring(1, text.length() - 1) : text).replaceFirst("%.*", "");
    if (bare.length() > LONGEST
        || !IPV6.matcher(bare).matches() && (brackets || !IPV4.matcher(bare).matches())) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(bare));
    } catch (UnknownHostException malformed) {
      return Optional.empty();
    }
  }

  /** The same of an address with or without a port, as headers have them. */
  static Optional<InetAddress> parseWithPort(String text) {
    int colon = text.lastIndexOf(':');
    boolean port =
        colon > 0
            && (text.charAt(colon - 1) == ']' || text.indexOf(':') == colon)
            && text.substring(colon + 1).matches("\\d{1,5}");
    return parse(port ? text.substring(0, colon) : text);
  }
}
