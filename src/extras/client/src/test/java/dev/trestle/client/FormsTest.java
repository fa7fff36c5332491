package dev.trestle.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that are no JSON. */
class FormsTest {
  @RegisterExtension final Server server = new Server();
  @TempDir Path folder;

  @Test
  void aFormWithoutFilesIsUrlEncoded() {
    FormData form =
        FormData.of().with("a b", "c&d").with("n", List.of(1, 2)).with("left", Optional.empty());

    server.client().call("POST", "/").body(form).none();

    Server.Request came = server.came();
    assertThat(came.header("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
    assertThat(came.body()).isEqualTo("a%20b=c%26d&n=1&n=2");
  }

  @Test
  void aFormWithFilesHasAPartForEach() throws Exception {
    Path file = Files.writeString(folder.resolve("notes.txt"), "from a file");
    FormData form =
        FormData.of()
            .with("title", "Ärger")
            .with("file", Upload.of(file).withType("text/plain"))
            .with("more", Upload.of("b", () -> new ByteArrayInputStream(new byte[] {'!'})));

    server.client().call("POST", "/").body(form).none();

    Server.Request came = server.came();
    String boundary = came.header("Content-Type").replace("multipart/form-data; boundary=", "");
    assertThat(new String(came.body().getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(
            """
            --B
            Content-Disposition: form-data; name="title"

            Ärger
            --B
            Content-Disposition: form-data; name="file"; filename="notes.txt"
            Content-Type: text/plain

            from a file
            --B
            Content-Disposition: form-data; name="more"; filename="b"
            Content-Type: application/octet-stream

            !
            --B--
            """
                .replace("\n", "\r\n")
                .replace("--B", "--" + boundary));
  }

  @Test
  void aNameCannotBeginAnotherHeader() {
    FormData form =
        FormData.of().with("x\"\r\nEvil: 1", Upload.of("a\"\r\nb", new byte[0]).withType("t\r\ny"));

    server.client().call("POST", "/").body(form).none();

    assertThat(server.came().body())
        .contains("name=\"x%22%0D%0AEvil: 1\"; filename=\"a%22%0D%0Ab\"\r\nContent-Type: ty\r\n");
  }

  @Test
  void aFileThatIsNotThereIsNamed() {
    FormData form = FormData.of().with("file", Upload.of(folder.resolve("none.txt")));

    assertThat(
            catchThrowableOfType(
                UncheckedIOException.class,
                () -> server.client().call("POST", "/").body(form).none()))
        .hasMessageStartingWith("POST / failed: ")
        .hasMessageContaining("none.txt");
  }

  @Test
  void aBodyOfAnyTypeIsSentAsItIs() {
    server.client().call("PUT", "/").body(Content.text("text/csv", "a,ü")).none();
    server.client().call("PUT", "/").body(Content.none()).none();

    Server.Request csv = server.came();
    assertThat(csv.header("Content-Type")).isEqualTo("text/csv");
    assertThat(csv.header("Content-Length")).isEqualTo("4");
    assertThat(server.came().header("Content-Type")).isNull();
  }
}
