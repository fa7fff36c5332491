package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client costs that stays connected after its answer, as browsers and proxies do. */
class OpenConnectionsTest {
  private static final int CLIENTS = 300;
  private static final long EACH = 32 << 10;
  private static final String REQUEST =
      """
      GET /api/hello HTTP/1.1
      Host: shop.example
      User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0
      Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8
      Accept-Language: en-GB,en;q=0.7,de;q=0.3
      Accept-Encoding: gzip, deflate, br, zstd
      Referer: https://shop.example/basket?from=search
      Cookie: theme=dark; basket=3f2c5b1e7a904d61

      """
          .replace("\n", "\r\n");

  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  @Test
  void oneThatWaitsForItsNextRequestHoldsNoMoreThan32KiB() throws Exception {
    Process service =
        Processes.java(
            Map.of("PORT", "0", "DATABASE_URL", database.url().toUri()),
            "-Xmx128m",
            "-jar",
            System.getProperty("service.jar"));
    List<Socket> clients = new ArrayList<>();
    try {
      URI address = URI.create(Processes.address(service));
      clients.add(asked(address));
      long before = Heap.live(service);
      while (clients.size() <= CLIENTS) {
        clients.add(asked(address));
      }

      assertThat((Heap.live(service) - before) / CLIENTS).isLessThan(EACH);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
      service.destroyForcibly();
    }
  }

  /** A connection that has had two answers: what is kept for the next is there by then. */
  private static Socket asked(URI address) throws IOException {
    Socket client = new Socket(address.getHost(), address.getPort());
    for (int request = 0; request < 2; request++) {
      client.getOutputStream().write(REQUEST.getBytes(StandardCharsets.US_ASCII));
      assertThat(answer(client.getInputStream())).startsWith("HTTP/1.1 200 ").endsWith("}");
    }
    return client;
  }

  private static String answer(InputStream in) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.isEmpty() || answer.charAt(answer.length() - 1) != '}') {
      int next = in.read();
      assertThat(next).as("after %s", answer).isNotNegative();
      answer.append((char) next);
    }
    return answer.toString();
  }
}
