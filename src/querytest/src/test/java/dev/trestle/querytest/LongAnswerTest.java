package dev.trestle.querytest;

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.HEAD;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.LETTER_TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared1;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Queries as answers over HTTP, longer than anybody would hold in memory. */
class LongAnswerTest {
  private static final int LETTERS_WRITTEN = 60_000;

  record Letter(int id, String body) {}

  private static final Prepared0<Letter> ALL =
      prepare(() -> select(LETTERS.ID, LETTERS.BODY).from(LETTERS).orderBy(LETTERS.ID))
          .as(mapping(Letter::new));

  record Tagged(int id, List<Integer> tags) {}

  private static final Prepared0<Tagged> TAGGED =
      prepare(() ->
              select(
                      LETTERS.ID,
                      many(
                          LETTERS.letterTags(),
                          select(LETTER_TAGS.TAG_ID).from(LETTER_TAGS),
                          value()))
                  .from(LETTERS)
                  .orderBy(LETTERS.ID))
          .as(mapping(Tagged::new));

  private static final Prepared1<Integer, Letter> FIRST =
      prepare(
              Integer.class,
              limit ->
                  select(LETTERS.ID, LETTERS.BODY).from(LETTERS).orderBy(LETTERS.ID).limit(limit))
          .as(mapping(Letter::new));

  /** Not written from the database's bytes. */
  private static final Prepared0<String> MAPPED =
      prepare(() -> select(LETTERS.ID).from(LETTERS).orderBy(LETTERS.ID).limit(2))
          .as(mapping(id -> "No. " + id));

  private static final Prepared1<Integer, Letter> FAILING =
      prepare(
              Integer.class,
              zero -> select(LETTERS.ID.div(zero), val("never")).from(LETTERS).orderBy(LETTERS.ID))
          .as(mapping(Letter::new));

  @RegisterExtension
  static final TestApp app =
      TestApp.of(
          TestDatabase.migrated("classpath:db/migration"),
          () ->
              Trestle.of(() ->
                  List.of(
                      RouteDefinition.at("/letters", "All")
                          .on(Verb.GET, call -> Response.rows(call.db(), ALL.with())),
                      RouteDefinition.at("/lines", "Lines")
                          .on(Verb.GET, call -> Response.lines(call.db(), ALL.with())),
                      RouteDefinition.at("/lines/{count}", "FirstLines")
                          .on(
                              Verb.GET,
                              call ->
                                  Response.lines(
                                      call.db(),
                                      FIRST.with(call.variable("count", Parser.INTEGER)))),
                      RouteDefinition.at("/lines/upper", "Mapped")
                          .on(Verb.GET, call -> Response.lines(call.db(), MAPPED.with())),
                      RouteDefinition.at("/letters/{count}", "First")
                          .on(
                              Verb.GET,
                              call ->
                                  Response.rows(
                                          call.db(),
                                          FIRST.with(call.variable("count", Parser.INTEGER)))
                                      .withHeader("X-Kind", "first")),
                      RouteDefinition.at("/snapshot", "Snapshot")
                          .on(
                              Verb.GET,
                              call ->
                                  Response.snapshot(call.db(), ALL.with(), Duration.ofMinutes(1))),
                      RouteDefinition.at("/tagged", "Tagged")
                          .on(Verb.GET, call -> Response.rows(call.db(), TAGGED.with())),
                      RouteDefinition.at("/tagged/snapshot", "TaggedSnapshot")
                          .on(
                              Verb.GET,
                              call ->
                                  Response.snapshot(
                                      call.db(), TAGGED.with(), Duration.ofMinutes(1))),
                      RouteDefinition.at("/failing", "Failing")
                          .on(Verb.GET, call -> Response.rows(call.db(), FAILING.with(0))))));

  @BeforeAll
  static void write() {
    app.db()
        .execute(
            """
            insert into people values (1, 'Ada', null);
            insert into letters
            select i, 1, null, repeat(chr(97 + i % 26), 300) from generate_series(1, ?) i
            """,
            LETTERS_WRITTEN);
  }

  @Test
  void aShortAnswerHasItsLength() {
    TestAnswer answer = app.call(GET, "/letters/2");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains("application/json");
    assertThat(answer.header("X-Kind")).contains("first");
    assertThat(answer.header("Content-Length")).contains("" + answer.text().length());
    assertThat(answer.text()).startsWith("[{\"id\":1,\"body\":\"bbb").endsWith("ccc\"}]");
  }

  @Test
  void headHasTheLengthThatGetWouldHave() {
    TestAnswer answer = app.call(HEAD, "/letters/2");

    assertThat(answer.header("Content-Length"))
        .isEqualTo(app.call(GET, "/letters/2").header("Content-Length"));
    assertThat(answer.text()).isEmpty();
  }

  @Test
  void aLongAnswerIsWhole() {
    String body = app.call(GET, "/letters").text();

    assertThat(body).startsWith("[{\"id\":1,").endsWith("\"}]");
    assertThat(body.split("\\{\"id\":")).hasSize(LETTERS_WRITTEN + 1);
    assertThat(body).contains(",{\"id\":" + LETTERS_WRITTEN + ",");
  }

  @Test
  void linesAreTheRowsOfTheArray() {
    TestAnswer lines = app.call(GET, "/lines");

    assertThat(lines.header("Content-Type")).contains("application/x-ndjson");
    assertThat(lines.text()).endsWith("}\n");
    assertThat("[" + String.join(",", lines.text().split("\n")) + "]")
        .isEqualTo(app.call(GET, "/letters").text());
  }

  @Test
  void aFewLinesHaveTheirLengthAndNoneAreNothing() {
    assertThat(app.call(GET, "/lines/2").text().split("\n")).hasSize(2);
    assertThat(app.call(GET, "/lines/0").text()).isEmpty();
    app.call(GET, "/lines/0").expectHeader("Content-Length", "0");
    app.call(GET, "/lines/upper").expectText("\"No. 1\"\n\"No. 2\"\n");
  }

  @Test
  void whatFailsBeforeTheFirstByteIsAnError() {
    TestAnswer answer = app.call(GET, "/failing");

    assertThat(answer.status()).isEqualTo(500);
    assertThat(answer.text()).startsWith("{\"error\":");
  }

  /** The test kit would fail this test otherwise. */
  @Test
  void theStatementsOfManyBatchesAreNoRepeats() {
    String snapshot = app.call(GET, "/tagged/snapshot").text();

    assertThat(snapshot).endsWith("{\"id\":60000,\"tags\":[]}]");
    assertThat(app.call(GET, "/tagged").text()).isEqualTo(snapshot);
  }

  @Test
  void slowClientsHoldNoConnection() throws IOException {
    List<Client> clients = new ArrayList<>();
    try {
      // Several times as many as the pool has connections.
      for (int i = 0; i < 12; i++) {
        clients.add(new Client());
      }

      app.call(GET, "/letters/1").expect(200);
      for (Client client : clients) {
        assertThat(client.rest()).endsWith("\"}]" + Client.LAST_CHUNK);
      }
    } finally {
      for (Client client : clients) {
        client.close();
      }
    }
  }

  @Test
  void aSnapshotIsWholeAndHoldsAConnectionWhileItIsRead() throws IOException {
    assertThat(app.call(GET, "/snapshot").text()).isEqualTo(app.call(GET, "/letters").text());
    try (Client client = new Client("/snapshot")) {
      // Of four connections, one may be out for this.
      TestAnswer refused = app.call(GET, "/snapshot");
      assertThat(refused.status()).isEqualTo(503);
      assertThat(refused.header("Retry-After")).contains("1");

      assertThat(client.rest()).endsWith("]" + Client.LAST_CHUNK);
    }
    // An answer may be there before its connection is back, which is waited for with its tasks.
    app.call(GET, "/letters/1").expectTasks(0);
    app.call(HEAD, "/snapshot").expect(200).expectTasks(0);
    app.call(GET, "/snapshot").expect(200);
  }

  @Test
  void whatFailsLaterBreaksTheAnswerOff() throws IOException {
    try (Client client = new Client()) {
      app.db().execute("alter table letters rename to gone");
      try {
        assertThat(client.rest()).doesNotContain("}]").doesNotEndWith(Client.LAST_CHUNK);
      } finally {
        app.db().execute("alter table gone rename to letters");
      }
    }
  }

  /** Asks for everything, and has read only the status line. */
  private static final class Client implements AutoCloseable {
    static final String LAST_CHUNK = "\r\n0\r\n\r\n";

    private final Socket socket = new Socket();
    private final InputStream in;

    Client() throws IOException {
      this("/letters");
    }

    Client(String path) throws IOException {
      socket.setReceiveBufferSize(32 * 1024);
      socket.setSoTimeout(60_000);
      socket.connect(new InetSocketAddress("127.0.0.1", URI.create(app.url()).getPort()));
      socket
          .getOutputStream()
          .write(
              ("GET " + path + " HTTP/1.1\r\nHost: test\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      in = socket.getInputStream();
      assertThat(new String(in.readNBytes(15), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200 OK");
    }

    /** All that comes until the end of the answer, or of the connection. */
    String rest() throws IOException {
      StringBuilder text = new StringBuilder();
      byte[] buffer = new byte[64 * 1024];
      for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
        text.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
        if (text.indexOf(LAST_CHUNK, Math.max(0, text.length() - LAST_CHUNK.length())) >= 0) {
          break;
        }
      }
      return text.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
