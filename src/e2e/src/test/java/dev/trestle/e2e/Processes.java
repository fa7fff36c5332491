package dev.trestle.e2e;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs as users start them. */
public final class Processes {
  /** Longer than any program takes, however busy the machine is. */
  static final int SECONDS = 120;

  /** The first port below those that systems give away by themselves; so nobody takes one since. */
  private static final int PORTS_END = 32_768;

  private static final int PORTS = 12_768;

  /** What makes a start cheap; how fast the program becomes is not the point then. */
  private static final List<String> LIGHT = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

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
            "LOG_FORMAT",
            "METRICS_PORT",
            "METRICS_HOST",
            "POOL_ALARM_WEBHOOK",
            "SIGNING_KEY",
            "UPLOADS")
        .forEach(builder.environment()::remove);
    builder.environment().putAll(environment);
    return builder.start();
  }

  /** The same for a program of which neither speed nor memory is looked at. */
  public static Process light(Map<String, String> environment, String... arguments)
      throws IOException {
    return java(
        environment, Stream.concat(LIGHT.stream(), Stream.of(arguments)).toArray(String[]::new));
  }

  /** The command line of a light program out of a jar. */
  static String light(String jar) {
    return Path.of(System.getProperty("java.home"), "bin", "java")
        + " "
        + String.join(" ", LIGHT)
        + " -jar "
        + jar;
  }

  /** Not one of those that sockets without a wish are given, of which others begin meanwhile. */
  static int freePort() throws IOException {
    while (true) {
      int port = PORTS_END - 1 - ThreadLocalRandom.current().nextInt(PORTS);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException e) {
        // Taken; another is not.
      }
    }
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
    // Not a virtual one, which would keep its carrier while it reads.
    Thread.ofPlatform()
        .daemon()
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
