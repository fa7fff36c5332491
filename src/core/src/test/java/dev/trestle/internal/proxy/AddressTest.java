package dev.trestle.internal.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses and subnets as text, and who is trusted by them. */
class AddressTest {
  @ParameterizedTest
  @CsvSource({
    "192.0.2.1, 192.0.2.1",
    "192.0.2.1:443, 192.0.2.1",
    "2001:db8::1, 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1], 2001:db8:0:0:0:0:0:1",
    "[2001:db8::1]:8080, 2001:db8:0:0:0:0:0:1",
    "fe80::1%eth0, fe80:0:0:0:0:0:0:1",
    "::ffff:192.0.2.1, 192.0.2.1",
  })
  void anAddressIsReadWithOrWithoutItsPort(String text, String address) {
    assertThat(Address.parseWithPort(text).map(InetAddress::getHostAddress)).contains(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "unknown",
        "_hidden",
        "unix:",
        "localhost",
        "256.1.1.1",
        "1.2.3.999",
        "1.2",
        "1.2.3.4.5",
        "::g",
        "[::1",
        "[1.2.3.4]",
        "1.2.3.4:x",
        "1.2.3.4:",
        "0x7f.1.1.1",
        ":",
        "1.2.3.4:1:2",
        "a.b.c.d"
      })
  void whatIsNoAddressIsNeverAskedOfANameServer(String text) {
    assertThat(Address.parseWithPort(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "10.0.0.0/9, 10.128.0.0, false",
    "10.1.2.3, 10.1.2.3, true",
    "10.1.2.3, 10.1.2.4, false",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe00::1, false",
    "10.0.0.0/8, ::ffff:10.0.0.1, true",
    "unix, 10.0.0.1, false",
    "unix, '', true",
    "10.0.0.0/8, '', false",
  })
  void aPeerIsTrustedByItsAddress(String entry, String peer, boolean trusted) {
    Optional<InetAddress> address = Address.parse(peer);

    assertThat(TrustedProxies.of(List.of(entry)).trusts(address)).isEqualTo(trusted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"*", "", "10.0.0.0/33", "10.0.0.0/", "::/129", "proxy.local", "10.0.0.0/-1"})
  void anEntryThatIsNoneIsRefusedByName(String entry) {
    assertThatThrownBy(() -> TrustedProxies.of(List.of(entry)))
        .hasMessageStartingWith("'" + entry + "' is no trusted proxy; write an address like");
  }
}
