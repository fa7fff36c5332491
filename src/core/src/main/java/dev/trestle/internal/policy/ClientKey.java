package dev.trestle.internal.policy;

import dev.trestle.internal.proxy.Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** Tells clients apart by their address. */
final class ClientKey {
  private ClientKey() {}

  /**
   * An address of IPv4 as it is; of IPv6 its first 64 bits, because whoever has one has 2⁶⁴.
   *
   * @param address as text; what is no address stands for itself
   */
  static Object of(String address) {
    return Address.parse(address).<Object>map(ClientKey::of).orElse(address);
  }

  private static Object of(InetAddress address) {
    return address instanceof Inet6Address
        ? (Object) ByteBuffer.wrap(address.getAddress()).getLong()
        : address;
  }
}
