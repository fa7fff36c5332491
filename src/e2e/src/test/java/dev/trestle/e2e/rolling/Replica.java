package dev.trestle.e2e.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.e2e.Processes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that serves, of one version. */
record Replica(String version, Process process, String address) {
  private static final int SECONDS = 60;
  private static final int TERMINATED = 128 + 15;

  /** Returns once it says that it is ready. */
  static Replica start(String version, Map<String, String> environment, String... arguments)
      throws Exception {
    Process process = Processes.light(environment, arguments);
    Replica replica = new Replica(version, process, Processes.address(process));
    // A process that warns must not wait until somebody reads that.
    Processes.text(process.getErrorStream()).thenAccept(System.out::print);
    while (Processes.get(replica.address() + "/readyz").statusCode() != 200) {
      assertThat(process.isAlive()).isTrue();
    }
    return replica;
  }

  /**
   * Asks it to end while it answers a request, which it must answer to its last line: an export
   * that nobody reads on until it listens no more.
   *
   * @param lines that the answer must have
   */
  void stop(long lines) throws Exception {
    try (BufferedReader export =
        new BufferedReader(
            new InputStreamReader(
                URI.create(address + "/api/export/posts?format=ndjson").toURL().openStream(),
                StandardCharsets.UTF_8))) {
      assertThat(export.readLine()).startsWith("{\"id\":");
      process.toHandle().destroy();
      awaitRefusal();
      assertThat(export.lines().filter(line -> line.endsWith("}")).count()).isEqualTo(lines - 1);
    }
    assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(TERMINATED);
  }

  private void awaitRefusal() throws IOException {
    URI uri = URI.create(address);
    while (true) {
      try (Socket socket = new Socket(uri.getHost(), uri.getPort())) {
        assertThat(process.isAlive()).isTrue();
      } catch (ConnectException e) {
        return;
      }
    }
  }
}
