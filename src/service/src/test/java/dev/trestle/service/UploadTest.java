package dev.trestle.service;

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.service.parts.Uploads;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that clients send. */
class UploadTest {
  private static final String PNG = "89504e470d0a1a0a0000000d49484452";

  @TempDir static Path directory;

  @RegisterExtension
  static final TestApp app =
      Service.empty(
          () -> Main.service().provide(Uploads.class, Uploads.in(directory.resolve("kept"))));

  @Test
  void aFileIsServedAgainUnderANameMadeUpHere() {
    TestAnswer kept = upload("file", "../../etc/passwd.html", "text/html", "Hello, é");

    String url = kept.json().get("url").asString();
    kept.expect(201);
    assertThat(url).matches("/api/uploads/[0-9a-f]{32}\\.txt");
    TestAnswer served = app.call(GET, url);
    served.expectText("Hello, é");
    served.expectHeader("Content-Type", "text/plain;charset=utf-8");
    served.expectHeader("X-Content-Type-Options", "nosniff");
    assertThat(directory.resolve("kept")).isDirectoryContaining("glob:**.txt");
  }

  @ParameterizedTest
  @CsvSource({
    PNG + ", image/png",
    "ffd8ffe000104a464946, image/jpeg",
    "474946383961, image/gif",
    "52494646aabbccdd574542505650, image/webp",
    "255044462d312e37, application/pdf",
    "3c68746d6c3e, text/plain;charset=utf-8",
    "3c7376673e, text/plain;charset=utf-8",
    "00010203, application/octet-stream",
    "ff41, application/octet-stream"
  })
  void theTypeIsThatOfTheContent(String content, String type) {
    TestAnswer kept = upload("file", "x.html", "text/html", HexFormat.of().parseHex(content));

    assertThat(app.call(GET, kept.json().get("url").asString()).header("Content-Type"))
        .contains(type);
  }

  @Test
  void withoutAFileThereIsNothingToKeep() throws IOException {
    long before = files();

    upload("other", "x.txt", "text/plain", "x")
        .expect(400)
        .expectText("{\"error\":\"No file provided\"}");
    upload("file", "", "application/octet-stream", "")
        .expect(400)
        .expectText("{\"error\":\"No file provided\"}");
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void whatIsLargerThanTenMebibytesIsRefusedAndLeavesNothing() throws IOException {
    long before = files();

    TestAnswer answer = upload("file", "big.bin", "application/octet-stream", new byte[11 << 20]);

    answer.expect(413);
    assertThat(files()).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "00000000000000000000000000000000.txt",
        "..%2F..%2Fetc%2Fpasswd",
        "x",
        "00000000000000000000000000000000.exe"
      })
  void onlyWhatWasKeptIsServed(String name) {
    app.call(GET, "/api/uploads/" + name).expect(404).expectText("{\"error\":\"File not found\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../../x.txt",
        "..\\..\\x.txt",
        "/etc/x",
        "C:\\x.txt",
        "%2e%2e%2fx.txt",
        "..%c0%afx",
        "a\0.txt",
        "x.txt%00.png",
        "CON",
        "x.jsp;.png",
        "x.html",
        ".htaccess",
        ":stream",
        "a%22; filename=%22b",
        "../"
      })
  void whateverAFileIsCalledItLiesUnderANameMadeUpHere(String name) throws IOException {
    TestAnswer kept = upload("file", name, "text/html", "<script>1</script>");

    // What is no header of a part is refused.
    assertThat(kept.status()).isIn(201, 400);
    try (Stream<Path> all = Files.walk(directory)) {
      assertThat(all.filter(Files::isRegularFile))
          .allMatch(file -> file.getParent().equals(directory.resolve("kept")))
          .allMatch(file -> file.getFileName().toString().matches("[0-9a-f]{32}\\.[a-z]{3,4}"));
    }
  }

  /** Images, documents and texts that are a page or a script besides. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GIF89a/*<html><script>alert(1)</script>*/=1; | image/gif",
        "%PDF-1.7 <script>alert(1)</script> | application/pdf",
        "\uFEFF<!doctype html><script>alert(1)</script> | text/plain;charset=utf-8",
        "<?xml version='1.0'?><svg onload='alert(1)'/> | text/plain;charset=utf-8",
        "+ADw-script+AD4-alert(1) | text/plain;charset=utf-8",
        "alert(document.domain) | text/plain;charset=utf-8",
        "MZ\u0000<html> | application/octet-stream",
      })
  void whatIsTwoThingsIsServedAsTheHarmlessOne(String content, String type) {
    TestAnswer served =
        app.call(GET, upload("file", "x.html", "text/html", content).json().get("url").asString());

    assertThat(served.header("Content-Type")).contains(type);
    served.expectHeader("X-Content-Type-Options", "nosniff");
    served.expectHeader("Content-Security-Policy", "default-src 'none'; sandbox");
  }

  @Test
  void aLinkAmongTheFilesIsNotFollowed() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "secret");
    String name = "f".repeat(32) + ".txt";
    Files.createDirectories(directory.resolve("kept"));
    Path link = Files.createSymbolicLink(directory.resolve("kept").resolve(name), secret);

    app.call(GET, "/api/uploads/" + name).expect(404).expectText("{\"error\":\"File not found\"}");
    Files.delete(link);
    Files.delete(secret);
  }

  private static long files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(Files::isRegularFile).count();
    }
  }

  private static TestAnswer upload(String field, String name, String type, String content) {
    return upload(field, name, type, content.getBytes(StandardCharsets.UTF_8));
  }

  private static TestAnswer upload(String field, String name, String type, byte[] content) {
    return app.call(POST, "/api/upload", it -> it.file(field, name, type, content));
  }
}
