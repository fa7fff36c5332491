package dev.trestle.dev;

import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.StartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The service as a process of its own, so that it can be replaced and runs as it will elsewhere.
 */
final class Service implements AutoCloseable {
  private static final int POLL_MILLIS = 50;
  private static final Duration STOP = Duration.ofSeconds(15);

  private final Process process;
  private final Environment environment;

  private Service(Process process, Environment environment) {
    this.process = process;
    this.environment = environment;
  }

  /**
   * Starts it in the environment of this process, with {@code DEVELOPMENT=true} unless that is set.
   *
   * @param command of the shell
   * @param database handed to it as {@code DATABASE_URL}, unless that is set
   */
  static Service start(String command, DatabaseUrl database) {
    return start(command, environment(database), new ProcessBuilder().inheritIO());
  }

  /**
   * The environment of this process, with {@code DEVELOPMENT=true} unless that is set.
   *
   * @param database is {@code DATABASE_URL}, unless that is set
   */
  static Map<String, String> environment(DatabaseUrl database) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    setUnlessSet(environment, "DATABASE_URL", database.toUri());
    setUnlessSet(environment, "DEVELOPMENT", "true");
    return environment;
  }

  /**
   * Starts it in an environment of its own.
   *
   * @param command of the shell
   * @param log gets what it says
   */
  static Service start(String command, Map<String, String> environment, Path log) {
    ProcessBuilder builder = new ProcessBuilder();
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return start(command, environment, builder);
  }

  private static Service start(
      String command, Map<String, String> environment, ProcessBuilder builder) {
    builder.command("sh", "-c", "exec " + command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      return new Service(builder.start(), Environment.of(environment));
    } catch (IOException e) {
      throw new StartException("The service cannot be started with: " + command + ".", e);
    }
  }

  private static void setUnlessSet(Map<String, String> variables, String name, String value) {
    if (variables.getOrDefault(name, "").isBlank()) {
      variables.put(name, value);
    }
  }

  /** Waits until it listens; false if it ends before. */
  boolean awaitListening() throws InterruptedException {
    while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(Examples.host(environment), environment.port()),
            POLL_MILLIS * 10);
        return true;
      } catch (IOException e) {
        // Not yet.
      }
    }
    return false;
  }

  String url() {
    return Examples.url(environment, environment.port());
  }

  /** Waits until it ends, and gives its exit code. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    try {
      stop(STOP);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** Has it end; false if it had to be forced. */
  boolean stop(Duration within) throws InterruptedException {
    process.destroy();
    boolean ended = process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    return ended;
  }
}
