package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R64, R66, U9: server-sent events, byte by byte over a raw socket. */
class EventsTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final ServerEvent STOP = ServerEvent.text("stop");

  private final BlockingQueue<ServerEvent> queue = new LinkedBlockingQueue<>();
  private final CompletableFuture<Throwable> ended = new CompletableFuture<>();
  private final CompletableFuture<EventStream> kept = new CompletableFuture<>();
  private final AtomicInteger listening = new AtomicInteger();
  private final CountDownLatch closed = new CountDownLatch(1);

  @RegisterExtension
  final Served http = Served.with(this::routes, app -> app.http(own -> own.heartbeat(NEVER)));

  private Served beating(Duration heartbeat) {
    return Served.with(this::routes, app -> app.http(own -> own.heartbeat(heartbeat))).start();
  }

  private List<RouteDefinition> routes() {
    return List.of(
        get("/queue", call -> Response.events(events -> follow(events))),
        get(
            "/last",
            call ->
                Response.events(
                    events -> events.send(ServerEvent.text(events.lastEventId().orElse("none"))))),
        get(
            "/fail",
            call ->
                Response.events(events -> {
                  events.send(ServerEvent.text("one"));
                  throw new IllegalStateException("secret");
                })),
        get("/endless", call -> Response.events(this::endless)),
        get("/busy/{id}", call -> Response.events(EventsTest::fromTwoThreads)),
        get("/hello", call -> Response.text("hello")));
  }

  private void follow(EventStream events) throws Exception {
    kept.complete(events);
    events.onClose(closed::countDown);
    listening.incrementAndGet();
    try {
      for (ServerEvent next = queue.take(); next != STOP; next = queue.take()) {
        events.send(next);
      }
    } catch (InterruptedException | IOException e) {
      ended.complete(e);
      throw e;
    }
  }

  private void endless(EventStream events) throws Exception {
    try {
      while (true) {
        events.send(ServerEvent.text("x".repeat(1000)));
      }
    } catch (IOException e) {
      ended.complete(e);
      throw new IllegalStateException("wrapped as writers do", e);
    }
  }

  private static void fromTwoThreads(EventStream events) throws Exception {
    Thread other = Thread.ofVirtual().start(() -> many(events, "a"));
    many(events, "b");
    other.join();
  }

  private static void many(EventStream events, String text) {
    try {
      for (int i = 0; i < 500; i++) {
        events.send(ServerEvent.text(text.repeat(50)));
      }
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/event-stream", "*/*", "application/json"})
  void theAnswerBeginsBeforeThereIsAnEventWhateverTheClientAccepts(String accept)
      throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer head =
          connection
              .send("GET /queue HTTP/1.1", "Accept: " + accept, "Accept-Encoding: gzip")
              .head();

      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).contains("text/event-stream");
      assertThat(head.header("Cache-Control")).contains("no-store, no-transform");
      assertThat(head.header("X-Accel-Buffering")).contains("no");
      assertThat(head.header("Transfer-Encoding")).contains("chunked");
      assertThat(head.header("Content-Encoding")).isEmpty();
      assertThat(head.header("Content-Length")).isEmpty();
    }
  }

  @Test
  void eachEventReachesTheClientAtOnceAndTheStreamEndsWithItsWriter() throws IOException {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /queue HTTP/1.1").head();
      queue.add(ServerEvent.retry(Duration.ofSeconds(3)));
      assertThat(connection.chunkText()).isEqualTo("retry: 3000\n\n");
      queue.add(ServerEvent.json(Map.of("title", "é\n")).withName("post").withId("7"));
      assertThat(connection.chunkText())
          .isEqualTo("id: 7\nevent: post\ndata: {\"title\":\"é\\n\"}\n\n");
      queue.add(ServerEvent.text("two\nlines").withRetry(Duration.ZERO));
      assertThat(connection.chunkText()).isEqualTo("retry: 0\ndata: two\ndata: lines\n\n");
      queue.add(STOP);
      assertThat(connection.chunkText()).isEmpty();

      assertThat(connection.send("GET /hello HTTP/1.1").head().status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'data: \n\n'",
    "'\n', 'data: \ndata: \n\n'",
    "'a\r\nb\rc\nd', 'data: a\ndata: b\ndata: c\ndata: d\n\n'",
    "'data: x\n\nid: 1', 'data: data: x\ndata: \ndata: id: 1\n\n'",
    "' a', 'data:  a\n\n'",
  })
  void noTextCanEndItsEvent(String text, String lines) {
    assertThat(ServerEvent.text(text).encode(value -> new byte[0])).isEqualTo(lines);
  }

  @Test
  void jsonOfManyLinesStaysOneEvent() {
    assertThat(ServerEvent.json("x").encode(value -> "{\n  1\n}".getBytes(UTF_8)))
        .isEqualTo("data: {\ndata:   1\ndata: }\n\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\nb", "a\rb", "a\0b"})
  void aNameAndAnIdAreOneLine(String value) {
    assertThatThrownBy(() -> ServerEvent.text("x").withName(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The name of an event holds a control character at index 1");
    assertThatThrownBy(() -> ServerEvent.text("x").withId(value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The id of an event holds a control character at index 1");
    assertThatThrownBy(() -> ServerEvent.retry(Duration.ofMillis(-1)))
        .hasMessage("retry is PT-0.001S; it must not be negative");
  }

  @Test
  void aClientThatComesBackSaysWhatItGotLast() throws IOException {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /last HTTP/1.1", "Last-Event-ID: ü7").head();
      assertThat(connection.chunkText()).isEqualTo("data: ü7\n\n");
      assertThat(connection.chunkText()).isEmpty();
      connection.send("GET /last HTTP/1.1").head();
      assertThat(connection.chunkText()).isEqualTo("data: none\n\n");
    }
  }

  @Test
  void whereNothingIsSentAHeartbeatIs() throws IOException {
    try (Served often = beating(OFTEN);
        RawConnection connection = often.connect()) {
      connection.send("GET /queue HTTP/1.1").head();

      assertThat(connection.chunkText()).isEqualTo(":\n\n");
      assertThat(connection.chunkText()).isEqualTo(":\n\n");
    }
  }

  @Test
  void heartbeatsAndEventsOfSeveralThreadsDoNotMix() throws IOException {
    try (Served often = beating(Duration.ofMillis(1));
        RawConnection connection = often.connect()) {
      connection.send("GET /busy/1 HTTP/1.1").head();

      assertThat(new String(connection.chunks(), UTF_8).split("\n\n"))
          .allMatch(event -> event.matches("data: (a{50}|b{50})|:"))
          .filteredOn(event -> event.length() > 1)
          .hasSize(1000);
    }
  }

  @Test
  void aClientThatGoesAwayWhileItsWriterWaitsInterruptsItAndIsNoErrorInTheLog() throws Exception {
    try (LoggedErrors log = new LoggedErrors();
        Served often = beating(OFTEN)) {
      try (RawConnection connection = often.connect()) {
        connection.send("GET /queue HTTP/1.1").head();
        connection.chunk();
      }

      assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(kept.get().isOpen()).isFalse();
      assertThatThrownBy(() -> kept.get().comment("x")).hasMessage("Nobody listens any more");
      often.close();
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void aClientThatGoesAwayWhileItsWriterSendsEndsItAndIsNoErrorInTheLog() throws Exception {
    try (LoggedErrors log = new LoggedErrors()) {
      try (RawConnection connection = http.connect()) {
        connection.send("GET /endless HTTP/1.1").head();
        connection.chunk();
      }

      assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
      http.close();
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void aWriterThatFailsBreaksTheStreamOffAndIsLogged() throws IOException {
    try (LoggedErrors log = new LoggedErrors();
        RawConnection connection = http.connect()) {
      connection.send("GET /fail HTTP/1.1", "X-Request-Id: e1").head();

      assertThat(connection.rest()).contains("data: one").doesNotContain("\r\n0\r\n", "secret");
      assertThat(log.text())
          .containsOnlyOnce("ERROR")
          .contains("GET /fail [e1] failed after its answer had begun");
    }
  }

  @Test
  void aServerThatStopsEndsItsStreams() throws Exception {
    try (LoggedErrors log = new LoggedErrors();
        RawConnection connection = http.connect()) {
      connection.send("GET /queue HTTP/1.1").head();
      kept.get(60, TimeUnit.SECONDS);

      http.close();

      assertThat(connection.chunkText()).isEmpty();
      assertThat(ended.get(60, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
      assertThat(log.text()).isEmpty();
    }
  }

  @Test
  void headHasTheHeadersAndTheWriterDoesNotRun() throws IOException {
    try (RawConnection connection = http.connect()) {
      RawHttp.Answer head = connection.send("HEAD /queue HTTP/1.1").head();

      assertThat(head.header("Content-Type")).contains("text/event-stream");
      assertThat(connection.send("GET /hello HTTP/1.1").head().status()).isEqualTo(200);
      assertThat(listening).hasValue(0);
    }
  }

  @Test
  void anOwnersServerDoesNotCompressThemEither() throws IOException {
    try (Served owner = Served.guest(this::routes).start();
        RawConnection connection = owner.connect()) {
      RawHttp.Answer head = connection.send("GET /queue HTTP/1.1", "Accept-Encoding: gzip").head();
      queue.add(ServerEvent.text("x".repeat(5000)));

      assertThat(head.header("Content-Encoding")).isEmpty();
      assertThat(connection.chunkText()).hasSize(5000 + "data: \n\n".length());
    }
  }

  @Test
  void whoAsksForTheEndAfterItIsToldAtOnce() throws Exception {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /queue HTTP/1.1").head();
      queue.add(STOP);
      connection.chunk();
      CountDownLatch late = new CountDownLatch(1);

      kept.get().onClose(late::countDown);

      assertThat(late.getCount()).isZero();
      assertThat(closed.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void aThousandListenersCostNoThreadOfTheSystem() throws Exception {
    List<RawConnection> connections = new ArrayList<>();
    try (Served every = beating(Duration.ofSeconds(1))) {
      every.send("GET", "/hello");
      int before = Thread.getAllStackTraces().size();
      for (int i = 0; i < 1000; i++) {
        RawConnection connection = every.connect();
        connections.add(connection);
        connection.send("GET /queue HTTP/1.1").head();
      }
      for (RawConnection connection : connections) {
        assertThat(connection.chunkText()).isEqualTo(":\n\n");
      }

      assertThat(Thread.getAllStackTraces().size()).isLessThan(before + 20);
      assertThat(every.send("GET", "/hello").body()).isEqualTo("hello");
      queue.addAll(Collections.nCopies(1000, STOP));
    } finally {
      for (RawConnection connection : connections) {
        connection.close();
      }
    }
  }

  @Test
  void anIntervalThatIsNoneIsRefused() {
    assertThatThrownBy(() -> Trestle.of(this::routes).http(http -> http.heartbeat(Duration.ZERO)))
        .hasMessage("heartbeat is PT0S; it must be at least a millisecond");
  }
}
