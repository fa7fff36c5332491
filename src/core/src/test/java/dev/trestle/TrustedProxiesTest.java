package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.RouteTable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The public URL and the client's address, through proxies and past them: R26, U10. */
class TrustedProxiesTest {
  private static final RouteTable ROUTES =
      () ->
          List.of(
              get(
                  "/who",
                  call ->
                      Response.text(call.request().url() + " " + call.request().remoteAddress())));

  @RegisterExtension
  static final Served trusting =
      Served.with(ROUTES, app -> app.http(http -> http.trustedProxies("127.0.0.1", "10.0.0.0/8")));

  @RegisterExtension static final Served plain = Served.with(ROUTES);

  private static String ask(Served app, String... headers) {
    return app.send("GET", "/who?a=%20b", headers).body();
  }

  @Test
  void nobodyIsTrustedUnlessConfigured() {
    assertThat(
            ask(
                plain,
                "Forwarded: for=192.0.2.1;proto=https;host=evil.example",
                "X-Forwarded-For: 192.0.2.1",
                "X-Forwarded-Proto: https",
                "X-Forwarded-Host: evil.example"))
        .isEqualTo("http://test/who?a=%20b 127.0.0.1");
  }

  @Test
  void theUrlIsThatOfTheHostHeaderWithoutTheSchemesOwnPort() {
    String address = " 127.0.0.1";

    assertThat(host("shop.example:8080")).isEqualTo("http://shop.example:8080/who" + address);
    assertThat(host("shop.example:80")).isEqualTo("http://shop.example/who" + address);
    assertThat(host("[::1]:8080")).isEqualTo("http://[::1]:8080/who" + address);
  }

  private static String host(String host) {
    return plain.raw("GET /who HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").body();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "for=192.0.2.1;proto=https;host=shop.example | https://shop.example | 192.0.2.1",
        "For=\"[2001:db8::1]:4711\";Proto=HTTPS;HOST=\"shop.example:8443\" |"
            + " https://shop.example:8443 | 2001:db8:0:0:0:0:0:1",
        "for=192.0.2.1, for=10.0.0.7;proto=http;host=inner | http://inner | 192.0.2.1",
        "for=192.0.2.1;proto=https;host=shop.example, for=10.0.0.7 | https://shop.example | 192.0.2.1",
        "for=6.6.6.6;host=evil.example, for=192.0.2.1;proto=https | https://test | 192.0.2.1",
        "for=unknown;proto=https | https://test | 127.0.0.1",
        "for=_hidden;host=\"shop.example\" | http://shop.example | 127.0.0.1",
        "for=192.0.2.1;by=\"a\\\"b,;\";proto=https | https://test | 192.0.2.1",
      })
  void forwardedIsReadFromTheRightToTheFirstThatIsNotTrusted(
      String header, String base, String address) {
    assertThat(ask(trusting, "Forwarded: " + header)).isEqualTo(base + "/who?a=%20b " + address);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "For: 192.0.2.1 | Proto: https | Host: shop.example | https://shop.example | 192.0.2.1",
        "For: 6.6.6.6, 192.0.2.1 | Proto: https | Host: shop.example:8443 |"
            + " https://shop.example:8443 | 192.0.2.1",
        "For: 6.6.6.6, 192.0.2.1, 10.1.1.1 | Proto: http, https | Host: evil.example, shop.example |"
            + " https://shop.example | 192.0.2.1",
        "For: 192.0.2.1:5000 | Proto: https | Port: 8443 | https://test:8443 | 192.0.2.1",
        "For: [2001:db8::1]:99 | Proto: https | Port: 443 | https://test | 2001:db8:0:0:0:0:0:1",
        "For: 6.6.6.6, unix: | Proto: https | Host: shop.example | https://shop.example | 127.0.0.1",
        "For: 10.0.0.1, 10.0.0.2 | Proto: http | Host: inner | http://inner | 10.0.0.1",
      })
  void theCommonHeadersAreReadTheSameWay(
      String one, String two, String three, String base, String address) {
    assertThat(ask(trusting, "X-Forwarded-" + one, "X-Forwarded-" + two, "X-Forwarded-" + three))
        .isEqualTo(base + "/who?a=%20b " + address);
  }

  @Test
  void aRepeatedHeaderIsOneListInTheOrderSent() {
    assertThat(ask(trusting, "X-Forwarded-For: 6.6.6.6", "X-Forwarded-For: 192.0.2.1"))
        .endsWith(" 192.0.2.1");
    assertThat(ask(trusting, "Forwarded: for=6.6.6.6", "Forwarded: for=192.0.2.1"))
        .endsWith(" 192.0.2.1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Forwarded: for=192.0.2.1;proto=\"https",
        "Forwarded: for=192.0.2.1;for=192.0.2.2",
        "Forwarded: for",
        "Forwarded: =,;",
        "Forwarded: proto=javascript;host=\"a b\";for=300.1.1.1",
        "X-Forwarded-For: <script>",
        "X-Forwarded-Proto: ftp",
        "X-Forwarded-Host: evil.example/path?x@y",
        "X-Forwarded-Host: [::zz]",
        "X-Forwarded-Port: 99999",
        "X-Forwarded-For: ,,",
      })
  void whatIsMalformedCountsAsIfItWereNotThere(String header) {
    assertThat(ask(trusting, header)).isEqualTo("http://test/who?a=%20b 127.0.0.1");
  }

  @Test
  void whereTheTwoKindsDisagreeNeitherCounts() {
    String spoofed = "Forwarded: for=6.6.6.6;host=evil.example";
    String real = "X-Forwarded-For: 192.0.2.1";

    assertThat(ask(trusting, spoofed, real)).isEqualTo("http://test/who?a=%20b 127.0.0.1");
    assertThat(ask(trusting, "Forwarded: for=192.0.2.1;host=evil.example", real))
        .isEqualTo("http://test/who?a=%20b 127.0.0.1");
    assertThat(ask(trusting, "Forwarded: for=192.0.2.1", real))
        .isEqualTo("http://test/who?a=%20b 192.0.2.1");
  }

  @Test
  void redirectsAreRelativeSoThatTheyHoldBehindAnyProxy() {
    assertThat(trusting.send("GET", "/who/", "X-Forwarded-Host: shop.example").header("Location"))
        .contains("/who");
  }

  @Test
  void aNameIsNoTrustedProxy() {
    assertThatThrownBy(() -> Trestle.of(ROUTES).http(http -> http.trustedProxies("loadbalancer")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("'loadbalancer' is no trusted proxy");
  }
}
