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
    AtomicInteger status = new AtomicInteger(200);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/api/hello",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(status.get(), 2);
          exchange.getResponseBody().write(new byte[2]);
          exchange.close();
        });
    server.start();
    try {
      int port = server.getAddress().getPort();
      Counted good = Load.ask(port, new Point(Work.HELLO, 2), 1);
      assertThat(good.bad()).isZero();
      assertThat(good.requests()).isLessThanOrEqualTo(asked.get());
      assertThat(good.perSecond()).isEqualTo(good.requests());

      status.set(503);
      Counted bad = Load.ask(port, new Point(Work.HELLO, 2), 1);
      assertThat(bad.bad()).isEqualTo(bad.requests()).isPositive();
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
