package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A gibibyte for a route of ten mebibytes, sent to a server in a process of its own. U1, U2. */
@Timeout(60)
class HugeUploadTest {
  private static final long GIBIBYTE = 1 << 30;

  @TempDir private Path uploads;

  /** The process: serves one upload after another, and tells its peak of the heap when asked. */
  static final class Server {
    private Server() {}

    public static void main(String[] arguments) throws IOException {
      Trestle app =
          Trestle.of(Server::routes)
              .port(0)
              .http(http -> http.bodyLimit(10 << 20).uploads(Path.of(arguments[0])))
              .start();
      System.out.println(app.port());
      BufferedReader in = new BufferedReader(new InputStreamReader(System.in));
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        System.out.println(line.equals("begin") ? begin() : peak());
      }
      app.close();
    }

    private static List<RouteDefinition> routes() {
      return List.of(
          RouteDefinition.at("/form", "Form")
              .on(Verb.POST, call -> Response.json(call.formData().entries().size())),
          RouteDefinition.at("/stream", "Stream")
              .on(
                  Verb.POST,
                  call ->
                      Response.json(
                          call.request().stream()
                              .transferTo(java.io.OutputStream.nullOutputStream()))));
    }

    private static long begin() {
      System.gc();
      heap().forEach(MemoryPoolMXBean::resetPeakUsage);
      return peak();
    }

    private static long peak() {
      return heap().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
    }

    private static Stream<MemoryPoolMXBean> heap() {
      return ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP);
    }
  }

  @ParameterizedTest
  @CsvSource({"/form, false", "/form, true", "/stream, false", "/stream, true"})
  void aGibibyteIsRefusedAndRaisesTheHeapByLessThanSixteenMebibytes(String path, boolean chunked)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                Server.class.getName(),
                uploads.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (BufferedReader said = process.inputReader();
        var ask = process.outputWriter()) {
      int port = Integer.parseInt(said.readLine());
      upload(port, path, chunked); // Classes are loaded by the first.
      ask.write("begin\n");
      ask.flush();
      long before = Long.parseLong(said.readLine());
      long sent = upload(port, path, chunked);
      ask.write("end\n");
      ask.flush();
      long after = Long.parseLong(said.readLine());

      assertThat(after - before).isLessThan(16 << 20);
      assertThat(sent).isLessThan(GIBIBYTE / 10);
      try (Stream<Path> left = Files.list(uploads)) {
        assertThat(left).isEmpty();
      }
    } finally {
      process.destroy();
      process.waitFor();
    }
  }

  /** Sends until the server does not take more; tells how much it took. */
  private static long upload(int port, String path, boolean chunked) throws IOException {
    byte[] part = new byte[64 * 1024];
    byte[] start = "10000\r\n".getBytes();
    byte[] end = "\r\n".getBytes();
    long sent = 0;
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(
          "POST " + path + " HTTP/1.1",
          "Content-Type: multipart/form-data; boundary=XX",
          chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + GIBIBYTE);
      String first = "--XX\r\nContent-Disposition: form-data; name=f; filename=f\r\n\r\n";
      connection.write(
          chunked ? Integer.toHexString(first.length()) + "\r\n" + first + "\r\n" : first);
      try {
        for (; sent < GIBIBYTE; sent += part.length) {
          if (chunked) {
            connection.write(start);
          }
          connection.write(part);
          if (chunked) {
            connection.write(end);
          }
        }
      } catch (IOException closed) {
        // The server has closed the connection: its answer lies here already.
      }
      RawHttp.Answer answer = connection.answer();
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.header("Connection")).contains("close");
    }
    return sent;
  }
}
