package dev.trestle.internal.proxy;

import java.net.InetAddress;
import java.util.Optional;

/**
 * The addresses that begin with the same bits.
 *
 * @param address any of them
 * @param bits how many count
 */
record Subnet(InetAddress address, int bits) {
  /**
   * Reads {@code 10.0.0.0/8}, {@code fd00::/8}, or one address.
   *
   * @return empty if it is neither
   */
  static Optional<Subnet> parse(String text) {
    int slash = text.indexOf('/');
    String bits = slash < 0 ? "" : text.substring(slash + 1);
    return Address.parse(slash < 0 ? text : text.substring(0, slash))
        .filter(address -> slash < 0 || bits.matches("\\d{1,3}"))
        .map(address -> new Subnet(address, slash < 0 ? all(address) : Integer.parseInt(bits)))
        .filter(subnet -> subnet.bits <= all(subnet.address));
  }

  private static int all(InetAddress address) {
    return address.getAddress().length * 8;
  }

  boolean contains(InetAddress other) {
    byte[] ours = address.getAddress();
    byte[] theirs = other.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
