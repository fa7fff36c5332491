package dev.trestle.bench.http;

import dev.trestle.StartException;
import dev.trestle.bench.BenchDatabase;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A service as a process of its own, on a free port. */
final class Served implements AutoCloseable {
  private static final int STOP_SECONDS = 15;

  private final Process process;
  private final URI address;

  private Served(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** Starts a JVM, which prints its address once it answers; what it logs goes to a file. */
  static Served start(List<String> arguments, BenchDatabase database, Path log) throws IOException {
    ProcessBuilder builder = java(arguments).redirectError(log.toFile());
    builder.environment().put("PORT", "0");
    builder.environment().put("HOST", "127.0.0.1");
    builder.environment().put("POOL_SIZE", "10");
    builder.environment().put("DATABASE_URL", database.url().toUri());
    builder.environment().remove("DATABASE_URL_POOLER");
    Process process = builder.start();
    String line = process.inputReader().readLine();
    if (line == null || !line.contains("http://")) {
      process.destroy();
      throw new StartException("A service did not start; see " + log + ".");
    }
    return new Served(process, URI.create(line.substring(line.indexOf("http://"))));
  }

  /** A JVM like this one. */
  static ProcessBuilder java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return new ProcessBuilder(command);
  }

  /** The arguments that run another main class of this program. */
  static List<String> here(Class<?> main) {
    String classpath =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toAbsolutePath().toString())
            .reduce((a, b) -> a + File.pathSeparator + b)
            .orElseThrow();
    return List.of("-cp", classpath, main.getName());
  }

  /** The port it listens on. */
  int port() {
    return address.getPort();
  }

  /** The processor time that it has used, with all processes it started. */
  Duration cpu() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants())
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** The answer to a GET. */
  byte[] get(String path) throws IOException {
    try (var body = address.resolve(path).toURL().openStream()) {
      return body.readAllBytes();
    }
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
