package dev.trestle.internal.form;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.FormData;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes that come in pieces of any size. */
class MultipartTest {
  @TempDir private Path directory;

  @Test
  void contentThatLooksLikeABoundaryIsKeptWhereverTheBytesAreCut() throws IOException {
    String content = "\r\n--b\r--boun\r\n\r\n--boundar\n-\r";
    String body =
        "--boundary\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
            + content
            + "\r\n--boundary\r\nContent-Disposition: form-data; name=\"b\"\r\n\r\n"
            + "\r\n--boundary--\r\n";
    for (int size = 1; size <= body.length(); size++) {
      try (Spool spool = new Spool(directory)) {
        List<FormData.Entry> entries =
            Multipart.read(new Pieces(body.getBytes(UTF_8), size), "boundary", spool);

        assertThat(entries)
            .containsExactly(new FormData.Field("a", content), new FormData.Field("b", ""));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"-\n", "--", "- a", "-- select 1", "--boundar", "--boundar\n", "\n--b"})
  void contentThatBeginsLikeABoundaryHasNothingPutBeforeIt(String content) throws IOException {
    String body =
        "--boundary\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
            + content
            + "\r\n--boundary--\r\n";
    for (int size = 1; size <= body.length(); size++) {
      try (Spool spool = new Spool(directory)) {
        assertThat(Multipart.read(new Pieces(body.getBytes(UTF_8), size), "boundary", spool))
            .containsExactly(new FormData.Field("a", content));
      }
    }
  }

  /** Gives so many bytes at a time. */
  private static final class Pieces extends InputStream {
    private final InputStream in;
    private final int size;

    Pieces(byte[] bytes, int size) {
      this.in = new ByteArrayInputStream(bytes);
      this.size = size;
    }

    @Override
    public int read() throws IOException {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      return in.read(bytes, offset, Math.min(length, size));
    }
  }
}
