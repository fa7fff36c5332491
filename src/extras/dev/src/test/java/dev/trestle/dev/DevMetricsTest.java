package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.StartException;
import dev.trestle.dev.loop.TestProject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevMetricsTest {
  private static final Pattern ADDRESS = Pattern.compile("Metrics on (\\S+)");

  @TempDir private Path folder;

  @Test
  void figuresAreThoseOfTheApplicationOfNowAndGoOn() throws Exception {
    try (TestProject project = new TestProject(folder).route("hello", "\"0\"")) {
      project.start(
          Optional.empty(),
          Map.of(),
          DevMetrics.starting(Map.of("METRICS_PORT", "0"), project.terminal()));
      assertThat(project.body("/hello")).isEqualTo("0");
      project.route("hello", "\"1\"");
      assertThat(project.body("/hello")).isEqualTo("1");
      assertThat(project.body("/hello")).isEqualTo("1");

      // The last may be counted after its answer.
      assertThat(scrape(project.said()))
          .containsPattern("http_server_requests_seconds_count\\{.*\"/hello\"} [23]\n");
    }
  }

  private static String scrape(String said) throws Exception {
    Matcher address = ADDRESS.matcher(said);
    assertThat(address.find()).as(said).isTrue();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(address.group(1))).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }
  }

  @Test
  void aPortThatIsNoneIsRefused() {
    assertThatThrownBy(() -> DevMetrics.starting(Map.of("METRICS_PORT", "x"), System.out))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("METRICS_PORT is 'x'");
  }
}
