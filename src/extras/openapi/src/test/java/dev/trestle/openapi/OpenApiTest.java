package dev.trestle.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.StartException;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.openapi.app.Routes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The description and its page, over a socket. */
class OpenApiTest {
  private static final Routes ROUTES = new Routes();

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void theDescriptionIsServedWithATagThatItIsAskedForAgain() throws Exception {
    try (Trestle app = application(OpenApi.of(ROUTES)).start()) {
      HttpResponse<String> first = get(app, "/openapi.json");
      assertThat(first.statusCode()).isEqualTo(200);
      assertThat(first.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(first.body())
          .contains("\"openapi\":\"3.1.0\"")
          .contains(
              "{\"title\":\"A small shop\",\"description\":\"What it sells is made up.\",\"version\":\"1.2\"}")
          .contains("\"servers\":[{\"url\":\"/\"}]");

      String tag = first.headers().firstValue("ETag").orElseThrow();
      assertThat(get(app, "/openapi.json", "If-None-Match", tag).statusCode()).isEqualTo(304);
    }
  }

  @Test
  void belowAContextPathTheServerIsThere() throws Exception {
    TrestleBuilder builder =
        application(OpenApi.of(ROUTES)).javalin(config -> config.router.contextPath = "/base");
    try (Trestle app = builder.start()) {
      assertThat(get(app, "/base/openapi.json").body())
          .contains("\"servers\":[{\"url\":\"/base\"}]");
    }
  }

  @Test
  void thePageAsksNobodyElse() throws Exception {
    try (Trestle app = application(OpenApi.of(ROUTES)).start()) {
      HttpResponse<String> page = get(app, "/docs");
      assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'", "script-src 'self';", "connect-src 'self'");
      List<String> links =
          Pattern.compile("(?:src|href)=\"([^\"]+)\"")
              .matcher(page.body())
              .results()
              .map(link -> link.group(1))
              .filter(link -> !link.equals("data:,"))
              .toList();
      assertThat(links)
          .containsExactly(
              "docs/swagger-ui.css", "docs/page.js", "docs/swagger-ui-bundle.js", "openapi.json");
      for (String link : links) {
        assertThat(get(app, "/" + link).statusCode()).as(link).isEqualTo(200);
      }
    }
  }

  @Test
  void nothingButTheFilesOfThePageIsServed() throws Exception {
    try (Trestle app = application(OpenApi.of(ROUTES)).start()) {
      assertThat(get(app, "/docs/page.html").statusCode()).isEqualTo(404);
      assertThat(get(app, "/docs/..%2F..%2FOpenApi.class").statusCode()).isEqualTo(404);
    }
  }

  @Test
  void itMayBeElsewhere() throws Exception {
    try (Trestle app = application(OpenApi.of(ROUTES).below("/internal")).start()) {
      assertThat(get(app, "/internal/openapi.json").statusCode()).isEqualTo(200);
      assertThat(get(app, "/internal/docs").statusCode()).isEqualTo(200);
      assertThat(get(app, "/internal/docs/page.js").statusCode()).isEqualTo(200);
      assertThat(get(app, "/openapi.json").statusCode()).isEqualTo(404);
    }
    assertThatThrownBy(() -> OpenApi.of(ROUTES).below("internal"))
        .hasMessage("The path 'internal' is none to begin with; write one like /internal.");
  }

  @Test
  void aTableThatNobodyHasDescribedIsRefused() {
    assertThatThrownBy(() -> OpenApi.of(List::of))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("META-INF/trestle/dev.trestle.openapi.openapi.json is missing");
  }

  private static TrestleBuilder application(OpenApi description) {
    return Trestle.of(ROUTES).routes(description).port(0);
  }

  private HttpResponse<String> get(Trestle app, String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
