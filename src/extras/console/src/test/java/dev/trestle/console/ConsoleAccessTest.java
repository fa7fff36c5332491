package dev.trestle.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.StartException;
import dev.trestle.Trestle;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may look. */
class ConsoleAccessTest {
  @RegisterExtension static final Shop shop = new Shop();

  /** The head of an answer, to a request that no HTTP client would send. */
  private static String ask(String host, int port, String... headers) throws IOException {
    try (Socket socket = new Socket(host, port)) {
      String request =
          "GET /_console/routes HTTP/1.1\r\nConnection: close\r\n"
              + String.join("\r\n", headers)
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void anApplicationThatIsNotInDevelopmentDoesNotStartWithIt() {
    assertThatThrownBy(() -> shop.console().start(shop.application().development(false)))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("for development only");
    assertThatThrownBy(() -> shop.console().beside(shop.application().development(false)).plugin())
        .isInstanceOf(StartException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:8080",
        "127.0.0.1",
        "127.1.2.3:1",
        "[::1]:80",
        "shop.localhost"
      })
  void namesOfThisMachineAreAnswered(String host) throws IOException {
    assertThat(ask("127.0.0.1", shop.app().port(), "Host: " + host))
        .startsWith("HTTP/1.1 200 ")
        .contains("<h1>Routes</h1>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:8080",
        "localhost.evil.example",
        "127.0.0.1.evil.example",
        "evil-localhost",
        "0.0.0.0",
        "192.168.0.1",
        "[::2]"
      })
  void anotherNameThatLeadsHereIsRefused(String host) throws IOException {
    assertThat(ask("127.0.0.1", shop.app().port(), "Host: " + host))
        .startsWith("HTTP/1.1 403 ")
        .contains("not shown under this name")
        .doesNotContain("/books");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"X-Forwarded-For: 127.0.0.1", "Forwarded: for=127.0.0.1", "X-Real-IP: ::1"})
  void whatCameThroughAProxyIsRefused(String header) throws IOException {
    assertThat(ask("127.0.0.1", shop.app().port(), "Host: localhost", header))
        .startsWith("HTTP/1.1 403 ")
        .contains("not shown through a proxy");
  }

  @Test
  void anotherMachineIsRefused() throws IOException {
    String address = address().orElse("");
    Assumptions.assumeFalse(address.isEmpty(), "This machine has no address but of loopback");
    Console console = Console.withoutTables();
    try (Trestle app = console.start(shop.application().host("0.0.0.0"))) {
      assertThat(ask(address, app.port(), "Host: localhost"))
          .startsWith("HTTP/1.1 403 ")
          .contains("on the machine it runs on only");
      assertThat(ask("127.0.0.1", app.port(), "Host: localhost")).startsWith("HTTP/1.1 200 ");
    }
  }

  private static Optional<String> address() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .flatMap(NetworkInterface::inetAddresses)
        .filter(it -> it instanceof Inet4Address && !it.isLoopbackAddress())
        .map(it -> it.getHostAddress())
        .findFirst();
  }

  @Test
  void pagesOfOthersMayLinkHereAndNotLoadFromHere() throws IOException {
    int port = shop.app().port();
    String site = "Sec-Fetch-Site: cross-site";

    assertThat(ask("127.0.0.1", port, "Host: localhost", site, "Sec-Fetch-Mode: navigate"))
        .startsWith("HTTP/1.1 200 ");
    assertThat(ask("127.0.0.1", port, "Host: localhost", site, "Sec-Fetch-Mode: no-cors"))
        .startsWith("HTTP/1.1 403 ");
    assertThat(
            ask(
                "127.0.0.1",
                port,
                "Host: localhost",
                "Sec-Fetch-Site: same-site",
                "Sec-Fetch-Mode: cors"))
        .startsWith("HTTP/1.1 403 ");
  }

  @Test
  void aPageRunsAndFramesNothingOfOthers() throws Exception {
    assertThat(shop.get("/_console").headers().map())
        .containsEntry("cache-control", List.of("no-store"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("cross-origin-resource-policy", List.of("same-origin"))
        .hasEntrySatisfying(
            "content-security-policy",
            policy ->
                assertThat(policy.getFirst())
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe"));
    for (String page : new String[] {"", "/requests", "/routes"}) {
      assertThat(shop.get("/_console" + page).body())
          .doesNotContainPattern("<script(?! src=\"/_console/)|<style| style=| on[a-z]+=");
    }
  }
}
