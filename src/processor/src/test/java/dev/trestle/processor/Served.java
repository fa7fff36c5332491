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
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * An application made of sources given as text, and a client that asks it: as a static field for
 * all tests of a class, as any other one for each test.
 */
final class Served
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        AutoCloseable {
  private final Compilation compilation;
  private final UnaryOperator<TrestleBuilder> settings;
  private final String[] sources;
  private final HttpClient client = HttpClient.newHttpClient();
  private Trestle app;
  private boolean shared;

  private Served(
      Compilation compilation, UnaryOperator<TrestleBuilder> settings, String... sources) {
    this.compilation = compilation;
    this.settings = settings;
    this.sources = sources;
  }

  /** Compiled and started later; one of the sources is the root, the package {@code app}. */
  static Served with(UnaryOperator<TrestleBuilder> settings, String... sources) {
    return new Served(new Compilation(), settings, sources);
  }

  /** Started now. */
  static Served start(Compilation compiled, UnaryOperator<TrestleBuilder> settings) {
    Served served = new Served(compiled, settings);
    served.run();
    return served;
  }

  private void compile() throws IOException {
    compilation.open();
    compilation.compile(sources);
    run();
  }

  private void run() {
    assertThat(compilation.messages()).isEmpty();
    app = settings.apply(Trestle.of(compilation.table("app.Routes")).port(0)).start();
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    shared = true;
    compile();
  }

  @Override
  public void beforeEach(ExtensionContext context) throws IOException {
    if (!shared) {
      compile();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    if (!shared) {
      afterAll(context);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    close();
    compilation.close();
  }

  /** Stops it; a second time does nothing. */
  @Override
  public void close() {
    app.close();
    client.close();
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
}
