package dev.trestle.console;

import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.console.internal.requests.Requests;
import dev.trestle.console.shop.Routes;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.jooq.DSLContext;
import org.jsoup.Connection.KeyVal;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.FormElement;
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
        .connections(it -> it.poolSize(3))
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

  DSLContext db() {
    return app.db();
  }

  Requests requests() {
    return console.desk().requests();
  }

  /** Sends {@code GET}. */
  HttpResponse<String> get(String path, String... headers) throws Exception {
    return send(request(path, headers).GET());
  }

  /** A page, which must be there. */
  Document page(String path) throws Exception {
    HttpResponse<String> answer = get(path);
    if (answer.statusCode() != 200) {
      throw new AssertionError(path + " is " + answer.statusCode() + ": " + answer.body());
    }
    return Jsoup.parse(answer.body(), app.url() + path);
  }

  /** Sends the form of a page that changes something, as a browser does. */
  HttpResponse<String> submit(Document page, String... headers) throws Exception {
    return submit(page.expectForm("form[method=post]"), headers);
  }

  HttpResponse<String> submit(FormElement form, String... headers) throws Exception {
    return post(form.absUrl("action"), form.formData(), headers);
  }

  HttpResponse<String> post(String url, List<KeyVal> fields, String... headers) throws Exception {
    String body =
        fields.stream()
            .map(it -> encoded(it.key()) + "=" + encoded(lines(it.value())))
            .collect(Collectors.joining("&"));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body));
    return send(headers.length == 0 ? request : request.headers(headers));
  }

  /** Browsers send every line break so. */
  private static String lines(String text) {
    return text.replaceAll("\r\n|\r|\n", "\r\n");
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(app.url() + path));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
