package dev.trestle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R63: answers that are sent while they are made, byte by byte over a raw socket. */
class StreamTest {
  private static final int HELD = 16 * 1024;
  private static final int MIB = 1 << 20;

  /** More than both ends' socket buffers and the server's own can take together. */
  private static final long IN_FLIGHT = 16L * MIB;

  private static Trestle app;
  private static RawHttp http;
  private static final BlockingQueue<String> goOn = new LinkedBlockingQueue<>();
  private static volatile CompletableFuture<Throwable> ended;
  private static volatile OutputStream kept;
  private static volatile Thread producer;
  private static final AtomicLong produced = new AtomicLong();

  @BeforeAll
  static void start() {
    app = Trestle.of(StreamTest::routes).port(0).start();
    http = new RawHttp(app.port());
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @BeforeEach
  void reset() {
    ended = new CompletableFuture<>();
    produced.set(0);
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/bytes/{count}", "Bytes")
            .on(
                Verb.GET,
                call -> {
                  int count = call.variable("count", Parser.INTEGER);
                  return stream(out -> out.write("x".repeat(count).getBytes(UTF_8)));
                }),
        RouteDefinition.at("/numbers", "Numbers")
            .on(
                Verb.GET,
                call ->
                    stream(out -> {
                      for (int i = 0; i < 50_000; i++) {
                        out.write((i + "\n").getBytes(UTF_8));
                      }
                      for (int i = 0; i < 50_000; i++) {
                        out.write('.');
                      }
                    })),
        RouteDefinition.at("/ticks", "Ticks")
            .on(
                Verb.GET,
                call ->
                    stream(out -> {
                      for (String tick = next(); !tick.equals("end"); tick = next()) {
                        out.write(tick.getBytes(UTF_8));
                        out.flush();
                      }
                    })),
        RouteDefinition.at("/fail/{count}", "Fail")
            .on(
                Verb.GET,
                call -> {
                  int count = call.variable("count", Parser.INTEGER);
                  return stream(
                          out -> {
                            out.write("x".repeat(count).getBytes(UTF_8));
                            throw new IllegalStateException("secret");
                          })
                      .withStatus(202)
                      .withHeader("Content-Disposition", "attachment")
                      .withHeader("ETag", "\"1\"");
                }),
        RouteDefinition.at("/refuse", "Refuse")
            .on(
                Verb.GET,
                call ->
                    stream(out -> {
                      out.write(1);
                      throw HttpError.conflict("Not now").withHeader("X-Why", "busy");
                    })),
        RouteDefinition.at("/declared/{length}/{count}", "Declared")
            .on(
                Verb.GET,
                call -> {
                  int count = call.variable("count", Parser.INTEGER);
                  return stream(out -> out.write("x".repeat(count).getBytes(UTF_8)))
                      .withHeader("Content-Length", call.variable("length", Parser.STRING));
                }),
        RouteDefinition.at("/endless", "Endless").on(Verb.GET, call -> stream(StreamTest::endless)),
        RouteDefinition.at("/large", "Large").on(Verb.GET, call -> stream(StreamTest::large)),
        RouteDefinition.at("/kept", "Kept")
            .on(
                Verb.GET,
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

  private static void endless(OutputStream out) throws IOException {
    byte[] block = new byte[1000];
    try {
      while (true) {
        out.write(block);
        produced.addAndGet(block.length);
      }
    } catch (IOException | RuntimeException e) {
      ended.complete(e);
      throw new IllegalStateException("wrapped as writers do", e);
    }
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

  @ParameterizedTest
  @ValueSource(ints = {0, 1, HELD})
  void whatEndsWithinTheHeldBytesHasItsLength(int count) {
    RawHttp.Answer answer = http.send("GET", "/bytes/" + count);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("text/plain");
    assertThat(answer.header("Content-Length")).contains("" + count);
    assertThat(answer.header("Transfer-Encoding")).isEmpty();
    assertThat(answer.header("X-Request-Id")).isPresent();
    assertThat(answer.body()).isEqualTo("x".repeat(count));
  }

  @ParameterizedTest
  @ValueSource(ints = {HELD + 1, 2 * HELD, 100_000})
  void whatIsLongerIsChunked(int count) throws IOException {
    try (RawConnection connection = new RawConnection(app.port())) {
      RawHttp.Answer head = connection.send("GET /bytes/" + count + " HTTP/1.1").head();

      assertThat(head.header("Transfer-Encoding")).contains("chunked");
      assertThat(head.header("Content-Length")).isEmpty();
      assertThat(connection.chunks()).hasSize(count).containsOnly('x');
    }
  }

  @Test
  void manySmallWritesArriveInOrder() throws IOException {
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < 50_000; i++) {
      expected.append(i).append('\n');
    }
    expected.append(".".repeat(50_000));
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("GET /numbers HTTP/1.1").head();

      assertThat(new String(connection.chunks(), UTF_8)).isEqualTo(expected.toString());
    }
  }

  @Test
  void eachFlushReachesTheClientAtOnce() throws IOException {
    try (RawConnection connection = new RawConnection(app.port())) {
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
    try (RawConnection connection = new RawConnection(app.port())) {
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
  void aFailureBeforeTheFirstByteIsTheOrdinaryErrorAndNothingOfTheStreamIsSeen() {
    RawHttp.Answer failed;
    RawHttp.Answer refused;
    try (LoggedErrors log = new LoggedErrors()) {
      failed = http.send("GET", "/fail/" + HELD, "X-Request-Id: early");
      refused = http.send("GET", "/refuse");
      assertThat(log.text()).containsOnlyOnce("ERROR").contains("GET /fail/16384 [early] failed");
    }

    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.header("Content-Type")).contains("application/json");
    assertThat(failed.header("Content-Disposition")).isEmpty();
    assertThat(failed.header("ETag")).isEmpty();
    assertThat(failed.body())
        .isEqualTo("{\"error\":\"Internal server error\",\"requestId\":\"early\"}");
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.header("X-Why")).contains("busy");
    assertThat(refused.body()).isEqualTo("{\"error\":\"Not now\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"keep-alive", "close"})
  void aFailureAfterTheFirstByteNeverEndsTheAnswerCleanlyAndIsLoggedOnce(String persistence)
      throws IOException {
    try (LoggedErrors log = new LoggedErrors()) {
      try (Trestle other = Trestle.of(StreamTest::routes).port(0).start();
          RawConnection connection = new RawConnection(other.port())) {
        connection.send(
            "GET /fail/20000 HTTP/1.1", "X-Request-Id: late", "Connection: " + persistence);
        assertThat(connection.head().header("Transfer-Encoding")).contains("chunked");

        assertThat(connection.rest()).contains("xxx").doesNotContain("\r\n0\r\n", "secret");
      }

      assertThat(log.text())
          .containsOnlyOnce("ERROR")
          .doesNotContain("WARN")
          .contains("GET /fail/20000 [late] failed after its answer had begun");
    }
  }

  @Test
  void anAnswerWithItsLengthSetStaysShortWhereItFails() throws IOException {
    try (LoggedErrors log = new LoggedErrors();
        RawConnection connection = new RawConnection(app.port())) {
      RawHttp.Answer head = connection.send("GET /declared/30000/20000 HTTP/1.1").head();

      assertThat(head.header("Content-Length")).contains("30000");
      assertThat(head.header("Transfer-Encoding")).isEmpty();
      assertThat(connection.rest()).hasSizeLessThan(30_000).startsWith("xxx");
      assertThat(log.text())
          .containsOnlyOnce("ERROR")
          .contains("The stream ended after 20000 bytes; its Content-Length is 30000");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/declared/5/6", "/declared/5/4"})
  void aLengthThatDoesNotHoldIsAFailure(String path) {
    assertThat(http.send("GET", path).status()).isEqualTo(500);
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 20_000})
  void aLengthThatHoldsIsSent(int count) throws IOException {
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("GET /declared/" + count + "/" + count + " HTTP/1.1");
      assertThat(connection.head().header("Content-Length")).contains("" + count);
      assertThat(connection.bytes(count)).containsOnly('x');

      assertThat(connection.send("GET /bytes/1 HTTP/1.1").head().status()).isEqualTo(200);
    }
  }

  @Test
  void anOldClientGetsABodyThatEndsWithTheConnection() throws IOException {
    try (RawConnection connection = new RawConnection(app.port())) {
      RawHttp.Answer head = connection.send("GET /bytes/20000 HTTP/1.0").head();

      assertThat(head.header("Transfer-Encoding")).isEmpty();
      assertThat(connection.rest()).isEqualTo("x".repeat(20_000));
    }
  }

  @Test
  void anOldClientSeesAFailureAsAResetConnection() throws IOException {
    try (RawConnection connection = new RawConnection(app.port())) {
      connection.send("GET /fail/20000 HTTP/1.0");

      assertThatThrownBy(
              () -> {
                connection.head();
                connection.rest();
              })
          .isInstanceOf(SocketException.class);
    }
  }

  @Test
  void headHasTheHeadersOfGetAndTheWriterDoesNotRun() throws IOException {
    try (RawConnection connection = new RawConnection(app.port())) {
      RawHttp.Answer head = connection.send("HEAD /fail/20000 HTTP/1.1").head();
      RawHttp.Answer declared = connection.send("HEAD /declared/9/1 HTTP/1.1").head();

      assertThat(head.status()).isEqualTo(202);
      assertThat(head.header("Content-Type")).contains("text/plain");
      assertThat(head.header("Content-Disposition")).contains("attachment");
      assertThat(head.header("Content-Length")).isEmpty();
      assertThat(declared.header("Content-Length")).contains("9");
      assertThat(connection.send("GET /bytes/1 HTTP/1.1").head().status()).isEqualTo(200);
    }
  }

  @Test
  void aClientThatKnowsTheAnswerAlreadyGetsNoStream() {
    RawHttp.Answer answer = http.send("GET", "/fail/20000", "If-None-Match: \"1\"");

    assertThat(answer.status()).isEqualTo(304);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aClientThatGoesAwayEndsTheWriterAndIsNoErrorInTheLog() throws Exception {
    try (LoggedErrors log = new LoggedErrors()) {
      try (Trestle other = Trestle.of(StreamTest::routes).port(0).start();
          RawConnection connection = new RawConnection(other.port())) {
        connection.send("GET /endless HTTP/1.1").head();
        connection.chunk();
        connection.close();

        assertThat(ended.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      }

      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void aClientThatStopsReadingStopsTheWriterAndNobodyElse() throws Exception {
    try (RawConnection connection = new RawConnection(app.port())) {
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
