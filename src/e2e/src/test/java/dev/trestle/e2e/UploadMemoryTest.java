package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What an upload of 1 GiB takes of a service whose route reads 10 MiB. A first process tells what
 * the heap holds at rest; a second one is given 16 MiB more than that and not a byte beyond, so its
 * peak cannot be higher.
 */
class UploadMemoryTest {
  private static final long SENT = 1L << 30;
  private static final long ROOM = 16L << 20;

  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  @TempDir private Path temporary;

  private Process service;
  private String address;

  @AfterEach
  void stop() {
    service.destroyForcibly();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void oneGiBIsRefusedWithin16MiBAndLeavesNoFile(boolean chunked) throws Exception {
    start("-Xmx128m");
    long atRest = Heap.live(service);
    service.destroyForcibly().waitFor();

    start("-Xmx" + (atRest + ROOM >> 10) + "k");

    assertThat(upload(chunked)).startsWith("HTTP/1.1 413 ");
    assertThat(upload(chunked)).startsWith("HTTP/1.1 413 ");
    assertThat(Processes.get(address + "/api/users?limit=1").statusCode()).isEqualTo(200);
    try (Stream<Path> files = Files.walk(temporary)) {
      assertThat(files.filter(Files::isRegularFile).filter(UploadMemoryTest::isUpload)).isEmpty();
    }
  }

  private static boolean isUpload(Path file) {
    return !file.toString().contains("hsperfdata");
  }

  private void start(String heap) throws Exception {
    service =
        Processes.java(
            Map.of("PORT", "0", "POOL_SIZE", "2", "DATABASE_URL", database.url().toUri()),
            "-XX:+UseSerialGC",
            heap,
            "-Djava.io.tmpdir=" + temporary,
            "-jar",
            System.getProperty("service.jar"));
    address = Processes.address(service);
    assertThat(Processes.get(address + "/api/users?limit=1").statusCode()).isEqualTo(200);
    assertThat(send(false, 1 << 20)).startsWith("HTTP/1.1 201 ");
    try (Stream<Path> files = Files.list(temporary.resolve("uploads"))) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
  }

  private String upload(boolean chunked) throws IOException {
    return send(chunked, SENT);
  }

  /** Sends until everything is sent or nobody takes it any more, and gives the status line. */
  private String send(boolean chunked, long length) throws IOException {
    String head =
        "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n";
    String tail = "\r\n--x--\r\n";
    String framing =
        chunked
            ? "Transfer-Encoding: chunked"
            : "Content-Length: " + (head.length() + length + tail.length());
    try (Socket socket = new Socket("127.0.0.1", URI.create(address).getPort())) {
      socket.setSoTimeout(60_000);
      Sink sink = new Sink(socket.getOutputStream(), chunked);
      sink.head(
          "POST /api/upload HTTP/1.1\r\nHost: test\r\n"
              + "Content-Type: multipart/form-data; boundary=x\r\n"
              + framing
              + "\r\n\r\n");
      try {
        sink.write(head.getBytes(StandardCharsets.US_ASCII));
        byte[] block = "all work and no play\n".repeat(3_000).getBytes(StandardCharsets.US_ASCII);
        for (long left = length; left > 0; left -= block.length) {
          sink.write(left < block.length ? Arrays.copyOf(block, (int) left) : block);
        }
        sink.write(tail.getBytes(StandardCharsets.US_ASCII));
        sink.end();
      } catch (IOException refused) {
        // The answer came before the end of the body, as it should.
      }
      return new String(
          socket.getInputStream().readNBytes("HTTP/1.1 413 ".length()), StandardCharsets.US_ASCII);
    }
  }

  /** A body with either framing. */
  private record Sink(OutputStream out, boolean chunked) {
    void head(String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.US_ASCII));
    }

    void write(byte[] bytes) throws IOException {
      if (chunked) {
        head(Integer.toHexString(bytes.length) + "\r\n");
      }
      out.write(bytes);
      if (chunked) {
        head("\r\n");
      }
    }

    void end() throws IOException {
      if (chunked) {
        head("0\r\n\r\n");
      }
    }
  }
}
