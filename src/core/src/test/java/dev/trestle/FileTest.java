package dev.trestle;

import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteDefinition;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files below a folder: what is found, what is not, and under which name it is saved. */
class FileTest {
  private static final Instant CHANGED = Instant.parse("2026-03-01T10:00:00.5Z");
  private static final String DATE = "Sun, 01 Mar 2026 10:00:00 GMT";

  @RegisterExtension static final Served http = Served.with(FileTest::routes);

  @TempDir private static Path folder;
  private static Path root;

  @BeforeAll
  static void files() throws IOException {
    root = Files.createDirectories(folder.resolve("root"));
    write("ten.txt", "0123456789".getBytes(UTF_8));
    write("photo.JPG", "x".getBytes(UTF_8));
    write("page.html", "<p>é</p>".getBytes(UTF_8));
    write("no-type", "x".getBytes(UTF_8));
    write("a b+ü.js", "x".getBytes(UTF_8));
    write(".hidden", "secret".getBytes(UTF_8));
    Files.createDirectories(root.resolve("sub/.git"));
    write("sub/deep.json", "{}".getBytes(UTF_8));
    write("sub/.git/config", "secret".getBytes(UTF_8));
    Files.writeString(folder.resolve("outside.txt"), "secret");
    Files.createSymbolicLink(root.resolve("link.txt"), folder.resolve("outside.txt"));
    Files.createSymbolicLink(root.resolve("inner.txt"), root.resolve("ten.txt"));
    Files.createSymbolicLink(root.resolve("up"), folder);
    Files.createSymbolicLink(folder.resolve("current"), root);
  }

  private static void write(String name, byte[] bytes) throws IOException {
    Files.write(root.resolve(name), bytes);
    Files.setLastModifiedTime(root.resolve(name), FileTime.from(CHANGED));
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        get("/files/{rest*}", call -> Response.file(root, String.join("/", call.segments("rest")))),
        get("/raw", call -> Response.file(root, call.request().query("name").orElse(""))),
        get(
            "/linked/{name}",
            call -> Response.file(folder.resolve("current"), call.variable("name", Parser.STRING))),
        get(
            "/path/{name}",
            call -> Response.file(root.resolve(call.variable("name", Parser.STRING)))),
        get(
            "/named",
            call ->
                Response.file(root.resolve("ten.txt"))
                    .withAttachment(call.request().query("as").orElseThrow())),
        get(
            "/changing/{name}",
            call -> {
              Path file = root.resolve(call.variable("name", Parser.STRING));
              Files.write(file, new byte[300_000]);
              Response response = Response.file(file);
              Files.write(file, new byte[3]);
              return response;
            }));
  }

  @Test
  void aFileHasItsTypeItsLengthItsDateAndATag() {
    RawHttp.Answer answer = http.send("GET", "/files/ten.txt");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("0123456789");
    assertThat(answer.header("Content-Type")).contains("text/plain;charset=utf-8");
    assertThat(answer.header("Content-Length")).contains("10");
    assertThat(answer.header("Last-Modified")).contains(DATE);
    assertThat(answer.header("ETag").orElseThrow()).matches("\"[0-9a-f]+-a\"");
    assertThat(answer.header("Accept-Ranges")).contains("bytes");
    assertThat(answer.header("X-Content-Type-Options")).contains("nosniff");
    assertThat(answer.header("Content-Disposition")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "photo.JPG, image/jpeg",
    "page.html, text/html;charset=utf-8",
    "sub/deep.json, application/json",
    "a%20b+%C3%BC.js, text/javascript;charset=utf-8",
    "no-type, application/octet-stream",
  })
  void theTypeGoesByTheExtension(String name, String type) {
    RawHttp.Answer answer = http.send("HEAD", "/files/" + name);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).contains(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        ".",
        "..",
        "../outside.txt",
        "sub/../../outside.txt",
        "sub/../ten.txt",
        "./ten.txt",
        "/ten.txt",
        "//ten.txt",
        "sub//deep.json",
        "sub/",
        "sub",
        "ten.txt/",
        "ten.txt/x",
        "..%5Coutside.txt",
        "sub%5Cdeep.json",
        "ten.txt%00",
        "%00",
        "link.txt",
        "inner.txt",
        "up/outside.txt",
        "up/root/ten.txt",
        ".hidden",
        "sub/.git/config",
        "nowhere.txt",
        "C:/ten.txt",
      })
  void whatIsNoFileBelowTheFolderIs404(String name) {
    RawHttp.Answer answer = http.send("GET", "/raw?name=" + name);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.body()).isEqualTo("{\"error\":\"Not found\"}");
    assertThat(answer.header("ETag")).isEmpty();
  }

  @Test
  void anAbsoluteNameAndOneThatIsTooLongAre404() {
    assertThat(http.send("GET", "/raw?name=" + folder.resolve("outside.txt")).status())
        .isEqualTo(404);
    assertThat(http.send("GET", "/raw?name=" + "x".repeat(1000)).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"%2e%2e%2foutside.txt", "..%2foutside.txt", "sub%2f..%2f..%2foutside.txt"})
  void anEscapedSlashLeadsNowhereElse(String name) {
    assertThat(http.send("GET", "/files/" + name).status()).isIn(400, 404);
  }

  @Test
  void theFolderItselfMayBeALinkAFileMayNot() {
    assertThat(http.send("GET", "/linked/ten.txt").status()).isEqualTo(200);
    assertThat(http.send("GET", "/path/ten.txt").status()).isEqualTo(200);
    assertThat(http.send("GET", "/path/link.txt").status()).isEqualTo(404);
    assertThat(http.send("GET", "/path/sub").status()).isEqualTo(404);
    assertThat(http.send("GET", "/path/nowhere").status()).isEqualTo(404);
  }

  @Test
  void aFileThatIsChangedBeforeItIsSentIsAFailure() {
    try (LoggedErrors log = new LoggedErrors()) {
      RawHttp.Answer answer = http.send("GET", "/changing/c.bin");

      assertThat(answer.status()).isEqualTo(500);
      assertThat(answer.header("ETag")).isEmpty();
      assertThat(answer.header("Content-Length")).contains("" + answer.body().length());
      assertThat(answer.body()).startsWith("{\"error\":\"Internal server error\"");
      assertThat(log.text()).contains("was changed while it was about to be sent");
    }
  }

  @Test
  void aFileThatBecomesShorterIsBrokenOff() throws IOException {
    Path large = root.resolve("large.bin");
    try (FileChannel channel =
        FileChannel.open(large, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(new byte[1]), (1L << 30) - 1);
    }
    try (LoggedErrors log = new LoggedErrors();
        RawConnection connection = http.connect()) {
      RawHttp.Answer head = connection.send("GET /files/large.bin HTTP/1.1").head();
      assertThat(head.header("Content-Length")).contains("" + (1L << 30));
      connection.bytes(1000);
      try (FileChannel channel = FileChannel.open(large, StandardOpenOption.WRITE)) {
        channel.truncate(1000);
      }

      assertThat(connection.rest().length()).isLessThan(1 << 28);
      assertThat(log.text())
          .containsOnlyOnce("ERROR")
          .contains("large.bin became shorter while it was sent");
    } finally {
      Files.delete(large);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "report.pdf|attachment; filename=\"report.pdf\"",
        "a%20b.pdf|attachment; filename=\"a b.pdf\"",
        "naïve.pdf|attachment; filename=\"na_ve.pdf\"; filename*=UTF-8''na%C3%AFve.pdf",
        "€.txt|attachment; filename=\"_.txt\"; filename*=UTF-8''%E2%82%AC.txt",
        "../../etc/passwd|attachment; filename=\"passwd\"",
        "C:%5Cx%5Cy.txt|attachment; filename=\"y.txt\"",
        "a%22;x=%22b.txt|attachment; filename=\"a_;x=_b.txt\"; filename*=UTF-8''a%22%3Bx%3D%22b.txt",
        "a%0D%0ASet-Cookie:%20x|attachment; filename=\"a__Set-Cookie: x\"",
        "a%2525.txt|attachment; filename=\"a_25.txt\"; filename*=UTF-8''a%2525.txt",
        "%E2%80%AEgpj.exe|attachment; filename=\"_gpj.exe\"",
        "..|attachment; filename=\"download\"",
        "x/|attachment; filename=\"download\"",
      })
  void aNameToSaveUnderIsSafe(String name, String header) {
    assertThat(http.send("GET", "/named?as=" + name).header("Content-Disposition"))
        .contains(header);
  }

  @Test
  void anAnswerMayBeShownUnderAName() {
    assertThat(Response.text("x").withInline("x.txt").header("Content-Disposition"))
        .contains("inline; filename=\"x.txt\"");
  }
}
