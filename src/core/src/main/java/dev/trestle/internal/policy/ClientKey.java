package dev.trestle.internal.policy;

/** Tells clients apart by their address. */
final class ClientKey {
  private ClientKey() {}

  /**
   * An address of IPv4 as it is; of IPv6 its first 64 bits, because whoever has one has 2⁶⁴.
   *
   * @param address as text, numeric
   */
  static Object of(String address) {
    if (address.indexOf(':') < 0) {
      return address;
    }
    String plain = address.replaceAll("[\\[\\]]|%.*", "");
    if (plain.indexOf('.') >= 0) {
      return plain.substring(plain.lastIndexOf(':') + 1);
    }
    int gap = plain.indexOf("::");
    String[] head = (gap < 0 ? plain : plain.substring(0, gap)).split(":");
    String[] tail = gap < 0 ? new String[0] : plain.substring(gap + 2).split(":");
    long bits = 0;
    for (int i = 0; i < 4; i++) {
      int fromTail = i - (8 - tail.length);
      String group = i < head.length ? head[i] : gap >= 0 && fromTail >= 0 ? tail[fromTail] : "";
      bits = bits << 16 | (group.isEmpty() ? 0 : Long.parseLong(group, 16));
    }
    return bits;
  }
}
