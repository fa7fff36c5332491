package dev.trestle.console;

import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.console.internal.requests.Requests;
import dev.trestle.console.shop.Routes;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A small application with the console beside it, over a database of its own. */
final class Shop implements BeforeAllCallback, AfterAllCallback {
  private final TestDatabase database = TestDatabase.migrated("classpath:shop");
  private final HttpClient client = HttpClient.newHttpClient();
  private Console console;
  private Trestle app;

  @Override
  public void beforeAll(ExtensionContext context) {
    database.beforeAll(context);
    console = Console.over(database.url(), Path.of("src/test/java"));
    app = console.start(application());
  }

  TrestleBuilder application() {
    return Trestle.of(new Routes())
        .database(database.url())
        .cache(CaffeineStore.ofBytes(1 << 20))
        .development(true)
        .poolSize(3)
        .port(0);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    app.close();
    client.close();
    database.afterAll(context);
  }

  Console console() {
    return console;
  }

  Trestle app() {
    return app;
  }

  Requests requests() {
    return console.desk().requests();
  }

  /** Sends {@code GET}. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
