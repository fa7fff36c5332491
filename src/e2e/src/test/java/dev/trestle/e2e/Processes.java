package dev.trestle.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Programs as users start them. */
public final class Processes {
  private static final int SECONDS = 120;

  private Processes() {}

  /** What a program that ended said. */
  record Ended(int status, String out, String err) {}

  /**
   * Starts one, with none of our settings but these.
   *
   * @param environment its settings
   * @param arguments of the java command
   */
  public static Process java(Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    List.of(
            "PORT",
            "HOST",
            "DATABASE_URL",
            "DATABASE_URL_POOLER",
            "DIRECT_URL",
            "REPLICAS",
            "POOL_SIZE",
            "POOL_QUEUE",
            "POOL_TIMEOUT_MS",
            "POOL_MAX_LIFETIME_MS",
            "POOL_KEEPALIVE_MS",
            "POOL_VALIDATION_MS",
            "POOL_LEAK_MS",
            "DEVELOPMENT",
            "QUERY_LOG",
            "SLOW_QUERY_MS",
            "SIGNING_KEY",
            "UPLOADS")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return builder.start();
  }

  static Ended await(Process process) throws Exception {
    return await(process, SECONDS);
  }

  static Ended await(Process process, int seconds) throws Exception {
    // Read while it runs: a program that fills a pipe waits until somebody does.
    CompletableFuture<String> out = text(process.getInputStream());
    CompletableFuture<String> err = text(process.getErrorStream());
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("It did not end within " + seconds + " seconds");
    }
    return new Ended(
        process.exitValue(),
        out.get(SECONDS, TimeUnit.SECONDS),
        err.get(SECONDS, TimeUnit.SECONDS));
  }

  /** All that comes, read at once and to the end. */
  public static CompletableFuture<String> text(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(() -> {
          try (stream) {
            text.complete(new String(stream.readAllBytes()));
          } catch (IOException e) {
            text.completeExceptionally(e);
          }
        });
    return text;
  }

  /** The first line it prints that holds an address, from there on. */
  public static String address(Process process) throws IOException {
    for (String line = process.inputReader().readLine();
        line != null;
        line = process.inputReader().readLine()) {
      if (line.contains("http://")) {
        return line.substring(line.indexOf("http://"));
      }
    }
    throw new AssertionError(
        "It ended without an address: " + new String(process.getErrorStream().readAllBytes()));
  }

  /** What a GET is answered with. */
  public static HttpResponse<String> get(String url) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
    }
  }
}
