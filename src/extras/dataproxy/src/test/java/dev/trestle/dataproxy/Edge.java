package dev.trestle.dataproxy;

import dev.trestle.DatabaseUrl;
import dev.trestle.Trestle;
import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A running proxy over a database of its own, and a caller at the edge. */
final class Edge implements BeforeAllCallback, AfterAllCallback, AutoCloseable {
  static final String KEY = "0123456789abcdef0123456789abcdef";

  private final TestDatabase database;
  private final Supplier<DatabaseUrl> url;
  private final UnaryOperator<DataProxyBuilder> settings;
  private final HttpClient client = HttpClient.newHttpClient();
  private DataProxy proxy;
  private Trestle app;

  private Edge(
      TestDatabase database, Supplier<DatabaseUrl> url, UnaryOperator<DataProxyBuilder> settings) {
    this.database = database;
    this.url = url;
    this.settings = settings;
  }

  /** For any statement, under the role of the edge. */
  static Edge over(TestDatabase database, UnaryOperator<DataProxyBuilder> settings) {
    return new Edge(database, () -> role(database), it -> settings.apply(it.record(file())));
  }

  /** For the statements of a list, already started. */
  static Edge only(TestDatabase database, Path list) {
    return new Edge(database, () -> role(database), it -> it.allow(list)).start();
  }

  /** For any statement, by another way. */
  static Edge through(TestDatabase database, Supplier<DatabaseUrl> url) {
    return new Edge(database, url, it -> it.record(file()));
  }

  /** The address with the role of the edge. */
  static DatabaseUrl role(TestDatabase database) {
    DatabaseUrl url = database.url();
    return DatabaseUrl.parse(
        "postgresql://trestle_edge:edge@" + url.hosts() + "/" + url.database());
  }

  /** A file for statements, which is not there. */
  static Path file() {
    try {
      Path file = Files.createTempFile("statements", ".sql");
      file.toFile().deleteOnExit();
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    database.beforeAll(context);
    start();
  }

  /** For one test. */
  Edge start() {
    proxy = settings.apply(DataProxy.over(url.get()).key(KEY).poolSize(2)).open();
    app = Trestle.of(proxy).port(0).start();
    return this;
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
    database.afterAll(context);
  }

  @Override
  public void close() {
    app.close();
    proxy.close();
    client.close();
  }

  String url() {
    return app.url();
  }

  HttpResponse<String> get(String address) {
    return send(HttpRequest.newBuilder(URI.create(address)));
  }

  /** Asks as the npm package does. */
  HttpResponse<String> ask(String body, String... headers) {
    return send(signed(asking(body)), headers);
  }

  /** Asks another server. */
  HttpResponse<String> askAt(String server, String body) {
    return send(signed(asking(server, body)));
  }

  private static HttpRequest.Builder signed(HttpRequest.Builder request) {
    return request
        .header("Neon-Connection-String", "postgresql://edge:" + KEY + "@db.test/app")
        .header("Neon-Raw-Text-Output", "true")
        .header("Neon-Array-Mode", "true");
  }

  /** A lone query without parameters. */
  HttpResponse<String> query(String sql) {
    return ask("{\"query\":\"" + sql.replace("\\", "\\\\").replace("\"", "\\\"") + "\"}");
  }

  HttpRequest.Builder asking(String body) {
    return asking(app.url(), body);
  }

  private static HttpRequest.Builder asking(String server, String body) {
    return HttpRequest.newBuilder(URI.create(server + "/sql"))
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  HttpResponse<String> send(HttpRequest.Builder request, String... headers) {
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for the proxy", e);
    }
  }
}
