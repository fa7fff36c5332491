package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** An application made of sources given as text, and a client that asks it. */
final class Served implements AutoCloseable {
  private final Trestle app;
  private final HttpClient client = HttpClient.newHttpClient();

  private Served(Trestle app) {
    this.app = app;
  }

  /** Compiles and starts; one of the sources is the root, the package {@code app}. */
  static Served start(Path output, UnaryOperator<TrestleBuilder> settings, String... sources) {
    Compilation compilation = new Compilation(output).compile(sources);
    assertThat(compilation.messages()).isEmpty();
    return new Served(settings.apply(Trestle.of(compilation.table("app.Routes")).port(0)).start());
  }

  HttpResponse<String> send(String method, String path, String... headers)
      throws IOException, InterruptedException {
    return sendBody(method, path, "", headers);
  }

  HttpResponse<String> sendBody(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(app.url() + path))
            .method(
                method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public void close() {
    app.close();
    client.close();
  }
}
