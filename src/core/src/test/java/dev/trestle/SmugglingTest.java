package dev.trestle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests that a proxy in front may read in another way, with a second one hidden in them: the
 * first is refused, its connection ends, and the second is never run.
 */
class SmugglingTest {
  private static final AtomicInteger SMUGGLED = new AtomicInteger();
  private static final String HIDDEN = "GET /smuggled HTTP/1.1\r\nHost: t\r\n\r\n";

  @RegisterExtension static final Served http = Served.with(SmugglingTest::routes);

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/text", "Text")
            .on(Verb.GET, call -> Response.text("got"))
            .on(Verb.POST, call -> Response.text(call.request().text())),
        RouteDefinition.at("/headers", "Headers")
            .on(
                Verb.POST,
                call -> {
                  call.request().bytes();
                  return Response.json(call.request().headerAll("X-User"));
                }),
        RouteDefinition.at("/smuggled", "Smuggled")
            .on(Verb.GET, call -> Response.text("smuggled " + SMUGGLED.incrementAndGet())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        // Two lengths: CL.TE, TE.CL, TE.TE.
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
        " Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "X: y\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "X: y\r\n\tContent-Length: 0\r\n\r\n",
        "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 0\r\nContent-Length: 38\r\n\r\n",
        "Content-Length: 0, 38\r\n\r\n",
        // Lengths that are none.
        "Content-Length: +0\r\n\r\n",
        "Content-Length: -0\r\n\r\n",
        "Content-Length: 0x0\r\n\r\n",
        "Content-Length: 0 0\r\n\r\n",
        "Content-Length: 0.0\r\n\r\n",
        "Content-Length: \r\n\r\n",
        "Content-Length: 18446744073709551616\r\n\r\n",
        "Content-Length : 0\r\n\r\n",
        "Content-Length\u0000: 0\r\n\r\n",
        // Chunks.
        "Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n10000000000000000\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\r\na0\r\n\r\n",
        "Transfer-Encoding: chunked\r\n\r\n1\na\n0\n\n",
        "Transfer-Encoding: chunked\r\n\r\n0\n\n",
        "Transfer-Encoding: chunked\r\n\r\n1;a=\n\r\na\r\n0\r\n\r\n",
        // Lines and names.
        "X: y\nContent-Length: 0\r\n\r\n",
        "X: y\rContent-Length: 0\r\n\r\n",
        "X: y\n\n",
        "X: a\u0000b\r\n\r\n",
        "X\u0000: y\r\n\r\n",
        "X y: z\r\n\r\n",
        "X\r\n\r\n",
        ": y\r\n\r\n",
        "X(: y\r\n\r\n",
        // Whom it is for.
        "Host: other\r\n\r\n",
        "Host: a b\r\n\r\n",
      })
  void whatCanBeReadInTwoWaysIsRefusedAndNothingAfterItIsRun(String rest) throws IOException {
    refused("POST /text HTTP/1.1\r\nHost: t\r\n" + rest);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /text HTTP/1.1\r\n\r\n",
        "GET /text HTTP/1.1\r\nHost: a, b\r\n\r\n",
        "GET /text HTTP/1.1\r\nHost: t@u/\r\n\r\n",
        "GET /text\r\n",
        "GET /text HTTP/1.1 \r\nHost: t\r\n\r\n",
        "GET\t/text\tHTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /te\u0000xt HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /te xt HTTP/1.1\r\nHost: t\r\n\r\n",
        "G\u0000T /text HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /text HTTP/1.1\nHost: t\n\n",
        "GET text HTTP/1.1\r\nHost: t\r\n\r\n",
        "GET /text HTTP/01.1\r\nHost: t\r\n\r\n",
        "GET /text HTTP/2.0\r\nHost: t\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
      })
  void aHeadThatIsNoneIsRefusedAndNothingAfterItIsRun(String head) throws IOException {
    refused(head);
  }

  private static void refused(String attack) throws IOException {
    int before = SMUGGLED.get();
    try (RawConnection connection = http.connect()) {
      connection.write((attack + HIDDEN + HIDDEN).getBytes(ISO_8859_1)).breakOff();

      String answers = connection.rest();
      assertThat(answers).matches("(?s)(HTTP/1\\.1 (4\\d\\d|501|505) .*)?");
      assertThat(answers.split("HTTP/1\\.1 ", -1)).hasSizeLessThanOrEqualTo(2);
    }
    assertThat(SMUGGLED).hasValue(before);
  }

  @Test
  void theSameWithoutAmbiguityRunsTheNextRequest() throws IOException {
    int before = SMUGGLED.get();
    try (RawConnection connection = http.connect()) {
      connection.write(
          "POST /text HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nab\r\n0\r\n\r\n"
              + HIDDEN);

      assertThat(connection.answer().body()).isEqualTo("ab");
      assertThat(connection.answer().body()).startsWith("smuggled");
    }
    assertThat(SMUGGLED).hasValue(before + 1);
  }

  @Test
  void chunksOfHttp10EndTheirConnection() throws IOException {
    int before = SMUGGLED.get();
    try (RawConnection connection = http.connect()) {
      connection.write(
          "POST /text HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + HIDDEN);

      assertThat(connection.rest().split("HTTP/1\\.1 ", -1)).hasSize(2);
    }
    assertThat(SMUGGLED).hasValue(before);
  }

  @Test
  void aTrailerIsNoHeader() throws IOException {
    try (RawConnection connection = http.connect()) {
      connection.write(
          "POST /headers HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: chunked\r\nTrailer: X-User\r\n\r\n"
              + "0\r\nX-User: admin\r\n\r\n");

      assertThat(connection.answer().body()).isEqualTo("[]");
    }
  }
}
