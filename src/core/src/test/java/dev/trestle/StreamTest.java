package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R63: answers that are sent while they are made, byte by byte over a raw socket. */
class StreamTest {
  private static final int MIB = 1 << 20;

  /** More than both ends' socket buffers and the server's own can take together. */
  private static final long IN_FLIGHT = 16L * MIB;

  @RegisterExtension static final Served http = Served.with(StreamTest::routes);

  private static final BlockingQueue<String> goOn = new LinkedBlockingQueue<>();
  private static volatile OutputStream kept;
  private static volatile Thread producer;
  private static final AtomicLong produced = new AtomicLong();

  private static List<RouteDefinition> routes() {
    return List.of(
        get(
            "/bytes/{count}",
            call -> {
              int count = call.variable("count", Parser.INTEGER);
              return stream(out -> out.write("x".repeat(count).getBytes(UTF_8)));
            }),
        get(
            "/numbers",
            call ->
                stream(out -> {
                  for (int i = 0; i < 50_000; i++) {
                    out.write((i + "\n").getBytes(UTF_8));
                  }
                  for (int i = 0; i < 50_000; i++) {
                    out.write('.');
                  }
                })),
        get(
            "/ticks",
            call ->
                stream(out -> {
                  for (String tick = next(); !tick.equals("end"); tick = next()) {
                    out.write(tick.getBytes(UTF_8));
                    out.flush();
                  }
                })),
        get("/large", call -> stream(StreamTest::large)),
        get(
            "/kept",
            call ->
                stream(out -> {
                  kept = out;
                  out.write("whole".getBytes(UTF_8));
                  out.close();
                })));
  }

  private static Response stream(Response.Writer writer) {
    return Response.stream("text/plain", writer);
  }

  private static String next() throws InterruptedException {
    return goOn.take();
  }

  private static void large(OutputStream out) throws IOException {
    producer = Thread.currentThread();
    byte[] block = new byte[10_000];
    for (int left = 100 * MIB; left > 0; left -= block.length) {
      int length = Math.min(block.length, left);
      out.write(block, 0, length);
      produced.addAndGet(length);
    }
  }

  @Test
  void manySmallWritesArriveInOrder() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      expected.append(i).append('\n');
    }
    expected.append(".".repeat(50_000));
    try (RawConnection connection = http.connect()) {
      connection.send("GET /numbers HTTP/1.1").head();

      assertThat(new String(connection.chunks(), UTF_8)).isEqualTo(expected.toString());
    }
  }

  @Test
  void eachFlushReachesTheClientAtOnce() throws IOException {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /ticks HTTP/1.1");
      goOn.add("one");
      assertThat(connection.head().header("Transfer-Encoding")).contains("chunked");
      assertThat(connection.chunkText()).isEqualTo("one");
      goOn.add("two");
      assertThat(connection.chunkText()).isEqualTo("two");
      goOn.add("end");
      assertThat(connection.chunkText()).isEmpty();
    }
  }

  @Test
  void aConnectionServesOnAfterAStreamAlsoWithRequestsSentAhead() throws IOException {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /bytes/50000 HTTP/1.1").send("GET /bytes/3 HTTP/1.1");
      connection.head();
      assertThat(connection.chunks()).hasSize(50_000);
      connection.head();
      assertThat(connection.bytes(3)).containsOnly('x');

      connection.send("GET /bytes/20000 HTTP/1.1").head();

      assertThat(connection.chunks()).hasSize(20_000);
    }
  }

  @Test
  void aClientThatStopsReadingStopsTheWriterAndNobodyElse() throws Exception {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /large HTTP/1.1").head();
      long received = connection.chunk().length;
      while (producer.getState() != Thread.State.WAITING) {
        Thread.onSpinWait();
      }
      assertThat(http.send("GET", "/bytes/3").body()).isEqualTo("xxx");
      assertThat(produced.get()).isLessThan(IN_FLIGHT);

      long furthest = 0;
      for (int chunk = connection.chunk().length; chunk > 0; chunk = connection.chunk().length) {
        received += chunk;
        furthest = Math.max(furthest, produced.get() - received);
      }

      assertThat(received).isEqualTo(100L * MIB);
      assertThat(furthest).isLessThan(IN_FLIGHT);
    }
  }

  @Test
  void whatIsWrittenAfterTheEndGoesNowhere() throws IOException {
    assertThat(http.send("GET", "/kept").body()).isEqualTo("whole");

    assertThatThrownBy(() -> kept.write(1))
        .isInstanceOf(IOException.class)
        .hasMessage("The stream is closed");
    kept.flush();
    kept.close();
  }
}
