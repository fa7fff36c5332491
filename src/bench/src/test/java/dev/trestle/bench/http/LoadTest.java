package dev.trestle.bench.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LoadTest {
  @Test
  void answersOutside2xxAreCounted() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/hello",
        exchange -> {
          exchange.sendResponseHeaders(asked.incrementAndGet() == 1 ? 503 : 200, 2);
          exchange.getResponseBody().write(new byte[2]);
          exchange.close();
        });
    server.start();
    try {
      Counted counted = Load.ask(server.getAddress().getPort(), new Point(Work.HELLO, 2), 1);

      assertThat(counted.bad()).isEqualTo(1);
      assertThat(counted.requests()).isBetween(2L, (long) asked.get());
      assertThat(counted.perSecond()).isEqualTo(counted.requests());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void figuresAreReadAsTheyAreWritten() {
    Counted counted = new Counted(1_200, 3, 4.5, 0.25, 1.5);

    assertThat(Counted.parse("Running 4s test\n" + counted + "\nmore\n")).isEqualTo(counted);
    assertThatThrownBy(() -> Counted.parse("unable to connect")).hasMessage("no line of figures");
  }
}
