package dev.trestle.e2e.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.support.Findings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Uploads to a disk that has no room for them. */
@Scenario
class FullDiskTest {
  private static final int BYTES = 600 << 10;
  private static final String BOUNDARY = "next";

  private final Findings findings = new Findings("disk");
  private final HttpClient client = HttpClient.newHttpClient();
  private final Server server;

  FullDiskTest(Server server) {
    this.server = server;
  }

  @Test
  void whatHasNoRoomIsRefusedLeavesNothingAndIsTakenOnceThereIs() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount();
    assumeTrue(mounted.isPresent(), "This user may not mount a file system of 1 MiB");
    try (SmallDisk disk = mounted.get()) {
      Map<String, String> settings =
          Map.of("DATABASE_URL", server.url().toUri(), "UPLOADS", disk.folder().toString());
      try (ServiceProcess service = ServiceProcess.start(settings)) {
        findings.injected("files of 600 KiB uploaded to a disk of 1 MiB");
        assertThat(upload(service).statusCode()).isEqualTo(201);
        List<Path> first = files(disk);
        assertThat(first).hasSize(1);

        HttpResponse<String> refused = upload(service);
        findings.saw("the second is %d %s", refused.statusCode(), refused.body());
        assertThat(refused.statusCode()).isEqualTo(500);
        assertThat(refused.body()).contains("requestId").doesNotContain("space", "java");
        assertThat(files(disk)).isEqualTo(first);

        service.awaitFigure(
            1, "http_server_requests_seconds_count", "status=\"500\"", "uri=\"/api/upload\"");
        Files.delete(first.getFirst());
        assertThat(upload(service).statusCode()).isEqualTo(201);
        findings.saw("the third, after the first was deleted, is stored");
        String log = service.log();
        log.lines()
            .filter(line -> line.contains("ERROR") || line.contains("No space"))
            .forEach(line -> findings.saw("%s", line));
        assertThat(log).containsOnlyOnce("POST /api/upload [").contains("IOException");
      }
    } finally {
      client.close();
    }
  }

  private HttpResponse<String> upload(ServiceProcess service) throws Exception {
    String body =
        """
        --%s\r
        Content-Disposition: form-data; name="file"; filename="notes.txt"\r
        \r
        %s\r
        --%s--\r
        """
            .formatted(BOUNDARY, "x".repeat(BYTES), BOUNDARY);
    return client.send(
        HttpRequest.newBuilder(URI.create(service.address() + "/api/upload"))
            .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private static List<Path> files(SmallDisk disk) throws IOException {
    try (Stream<Path> files = Files.walk(disk.folder())) {
      return files.filter(Files::isRegularFile).toList();
    }
  }
}
