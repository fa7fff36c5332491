package dev.trestle;

import static dev.trestle.Multiparts.MULTIPART;
import static dev.trestle.Multiparts.file;
import static dev.trestle.Multiparts.multipart;
import static dev.trestle.Multiparts.part;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms that are not taken: malformed, cut off, too large. R47, R50. */
class RefusedFormTest {
  private static final String URL_ENCODED = "Content-Type: application/x-www-form-urlencoded";

  private static final int LIMIT = 3 << 20;

  @RegisterExtension static final Uploads uploads = new Uploads();

  @RegisterExtension
  static final Served http =
      Served.with(
          RefusedFormTest::routes,
          app -> app.http(http -> http.bodyLimit(LIMIT).uploads(uploads.folder())));

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/list", "List")
            .on(Verb.POST, call -> Response.json(call.formData().entries().size())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json | {} | 415 | The body is application/json; send multipart/form-data or"
            + " application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=iso-8859-1 | a=1 | 415 | A form is UTF-8; leave"
            + " the charset out",
        "application/x-www-form-urlencoded | a=%zz | 400 | The form holds a '%' that starts no"
            + " escape; write it as %25",
        "multipart/form-data | --XX-- | 400 | The Content-Type of the form has no boundary of 1 to"
            + " 70 characters",
        "multipart/form-data; boundary=XX | '' | 400 | The form ends before the last boundary",
        "multipart/form-data; boundary=XX | a=1 | 400 | The form ends before the last boundary",
      })
  void whatIsNoFormIsRefusedWithAReason(String type, String body, int status, String message) {
    RawHttp.Answer answer = http.sendBody("POST", "/list", body, "Content-Type: " + type); // R47

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}");
  }

  @Test
  void aBodyWithoutATypeIsNoForm() { // R47
    assertThat(http.sendBody("POST", "/list", "a=1").body())
        .isEqualTo(
            "{\"error\":\"The body has no Content-Type; send multipart/form-data or"
                + " application/x-www-form-urlencoded\"}");
  }

  @Test
  void aTruncatedFormIs400AndLeavesNoFile() { // R47
    String cut = file("a", 1 << 20) + part("name=\"a\"", "1");

    RawHttp.Answer answer = http.sendBody("POST", "/list", cut, MULTIPART);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body()).isEqualTo("{\"error\":\"The form ends before the last boundary\"}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Content-Disposition: attachment; name=a | 400 | Part 1 of the form has no"
            + " Content-Disposition: form-data with a name",
        "X: y | 400 | Part 1 of the form has no Content-Disposition: form-data with a name",
        "Content-Disposition: form-data | 400 | Part 1 of the form has no Content-Disposition:"
            + " form-data with a name",
        "Content-Disposition: form-data; name=LONG1001 | 400 | The name of part 1 is longer than 1000"
            + " characters",
        "X: LONG9000 | 400 | The headers of part 1 are longer than 8192 bytes",
        "nocolon | 400 | The form does not follow the rules of multipart",
        "Content-Disposition: form-data; name=a~Content-Type: text/plain; charset=x-no | 415 | The"
            + " charset of the field a is not known; send UTF-8",
      })
  void aMalformedPartIsNamed(String headers, int status, String message) {
    String sent =
        headers
            .replace("LONG1001", "x".repeat(1001))
            .replace("LONG9000", "x".repeat(9000))
            .replace("~", "\r\n");

    RawHttp.Answer answer =
        http.sendBody("POST", "/list", "--XX\r\n" + sent + "\r\n\r\nv\r\n--XX--\r\n", MULTIPART);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).isEqualTo("{\"error\":\"" + message + "\"}");
  }

  @Test
  void partsAndTextsAreBounded() {
    RawHttp.Answer parts = multipart(http, "/list", part("name=a", "").repeat(1001));
    RawHttp.Answer texts = multipart(http, "/list", part("name=a", "x".repeat(600_000)).repeat(2));
    RawHttp.Answer fields = http.sendBody("POST", "/list", "a&".repeat(1001), URL_ENCODED);

    assertThat(parts.body()).isEqualTo("{\"error\":\"The form has more than 1000 parts\"}");
    assertThat(texts.body())
        .isEqualTo("{\"error\":\"The texts of the form are together longer than 1048576 bytes\"}");
    assertThat(fields.body()).isEqualTo("{\"error\":\"The form has more than 1000 fields\"}");
    assertThat(Stream.of(parts, texts, fields).map(RawHttp.Answer::status)).containsOnly(413);
    assertThat(multipart(http, "/list", part("name=a", "").repeat(1000)).status()).isEqualTo(200);
  }

  @Test
  void aFormOverTheLimitIs413AndLeavesNoFile() { // R50, U2
    String parts = file("a", LIMIT);

    assertThat(multipart(http, "/list", parts).status()).isEqualTo(413);
    assertThat(http.sendChunked("/list", List.of(parts), MULTIPART).status()).isEqualTo(413);
  }

  @Test
  void aClientThatBreaksOffLeavesNoFile() throws IOException { // U2
    try (RawConnection connection = http.connect()) {
      connection.send("POST /list HTTP/1.1", MULTIPART, "Content-Length: 3000000");
      connection.write(file("a", 1_000_000)).breakOff();

      assertThat(connection.answer().status()).isEqualTo(400);
    }
  }
}
