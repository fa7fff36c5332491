package dev.trestle.querytest;

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
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
    HttpResponse<String> answer = app.get("/letters/2");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("X-Kind")).contains("first");
    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue(answer.body().length());
    assertThat(answer.body()).startsWith("[{\"id\":1,\"body\":\"bbb").endsWith("ccc\"}]");
  }

  @Test
  void headHasTheLengthThatGetWouldHave() {
    HttpResponse<String> answer = app.send(head("/letters/2"));

    assertThat(answer.headers().firstValueAsLong("Content-Length"))
        .hasValue(app.get("/letters/2").body().length());
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void aLongAnswerIsWhole() {
    String body = app.get("/letters").body();

    assertThat(body).startsWith("[{\"id\":1,").endsWith("\"}]");
    assertThat(body.split("\\{\"id\":")).hasSize(LETTERS_WRITTEN + 1);
    assertThat(body).contains(",{\"id\":" + LETTERS_WRITTEN + ",");
  }

  @Test
  void linesAreTheRowsOfTheArray() {
    HttpResponse<String> lines = app.get("/lines");

    assertThat(lines.headers().firstValue("Content-Type")).contains("application/x-ndjson");
    assertThat(lines.body()).endsWith("}\n");
    assertThat("[" + String.join(",", lines.body().split("\n")) + "]")
        .isEqualTo(app.get("/letters").body());
  }

  @Test
  void aFewLinesHaveTheirLengthAndNoneAreNothing() {
    assertThat(app.get("/lines/2").body().split("\n")).hasSize(2);
    assertThat(app.get("/lines/0").body()).isEmpty();
    assertThat(app.get("/lines/0").headers().firstValueAsLong("Content-Length")).hasValue(0);
    assertThat(app.get("/lines/upper").body()).isEqualTo("\"No. 1\"\n\"No. 2\"\n");
  }

  @Test
  void whatFailsBeforeTheFirstByteIsAnError() {
    HttpResponse<String> answer = app.get("/failing");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).startsWith("{\"error\":");
  }

  /** The test kit would fail this test otherwise. */
  @Test
  void theStatementsOfManyBatchesAreNoRepeats() {
    String snapshot = app.get("/tagged/snapshot").body();

    assertThat(snapshot).endsWith("{\"id\":60000,\"tags\":[]}]");
    assertThat(app.get("/tagged").body()).isEqualTo(snapshot);
  }

  @Test
  void slowClientsHoldNoConnection() throws IOException {
    List<Client> clients = new ArrayList<>();
    try {
      // Several times as many as the pool has connections.
      for (int i = 0; i < 12; i++) {
        clients.add(new Client());
      }

      assertThat(app.get("/letters/1").statusCode()).isEqualTo(200);
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
    assertThat(app.get("/snapshot").body()).isEqualTo(app.get("/letters").body());
    try (Client client = new Client("/snapshot")) {
      // Of four connections, one may be out for this.
      HttpResponse<String> refused = app.get("/snapshot");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).contains("1");

      assertThat(client.rest()).endsWith("]" + Client.LAST_CHUNK);
    }
    assertThat(app.send(head("/snapshot")).statusCode()).isEqualTo(200);
    assertThat(app.get("/snapshot").statusCode()).isEqualTo(200);
  }

  private static HttpRequest.Builder head(String path) {
    return app.request(path).method("HEAD", HttpRequest.BodyPublishers.noBody());
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
