package dev.trestle.dev;

import dev.trestle.DatabaseUrl;
import dev.trestle.Environment;
import dev.trestle.StartException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The service as a process of its own, so that it can be replaced and runs as it will elsewhere.
 */
final class Service implements AutoCloseable {
  private static final int POLL_MILLIS = 50;
  private static final int STOP_SECONDS = 15;

  private final Process process;
  private final Environment environment;

  private Service(Process process, Environment environment) {
    this.process = process;
    this.environment = environment;
  }

  /**
   * Starts it, with {@code DEVELOPMENT=true} unless that is set.
   *
   * @param command of the shell
   * @param database handed to it as {@code DATABASE_URL}, unless that is set
   */
  static Service start(String command, DatabaseUrl database) {
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec " + command).inheritIO();
    setUnlessSet(builder.environment(), "DATABASE_URL", database.toUri());
    setUnlessSet(builder.environment(), "DEVELOPMENT", "true");
    try {
      return new Service(builder.start(), Environment.of(System.getenv()));
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
        socket.connect(new InetSocketAddress(host(), environment.port()), POLL_MILLIS * 10);
        return true;
      } catch (IOException e) {
        // Not yet.
      }
    }
    return false;
  }

  String url() {
    return "http://" + host() + ":" + environment.port();
  }

  /** An address that leads to it: what listens everywhere is asked on loopback. */
  private String host() {
    return environment.host().equals("0.0.0.0") ? "127.0.0.1" : environment.host();
  }

  /** Waits until it ends, and gives its exit code. */
  int await() throws InterruptedException {
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
