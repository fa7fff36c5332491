package dev.trestle.bench.http;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import dev.trestle.bench.BenchDatabase;
import dev.trestle.bench.report.Report;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A service as a process of its own, on a free port. */
final class Served implements AutoCloseable {
  private static final int START_SECONDS = 60;
  private static final int STOP_SECONDS = 15;

  private final Process process;
  private final URI address;
  private final long begun = System.nanoTime();
  private Duration launch = Duration.ZERO;

  private Served(ProcessBuilder builder, URI address) throws IOException {
    this.process = builder.start();
    this.address = address;
  }

  /** Starts one and waits for its first answer out of the database; what it says goes to a file. */
  static Served start(Side side, DatabaseUrl database) throws IOException, InterruptedException {
    Path log = Report.WORK.resolve(side.name().replace(' ', '-') + ".log");
    int port = freePort();
    ProcessBuilder builder =
        new ProcessBuilder(side.command()).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("PORT", String.valueOf(port));
    builder.environment().put("HOST", "127.0.0.1");
    builder.environment().put("POOL_SIZE", "10");
    builder.environment().put("DATABASE_URL", database.toUri());
    builder.environment().remove("DATABASE_URL_POOLER");
    builder.environment().putAll(side.environment());
    Served served = new Served(builder, URI.create("http://127.0.0.1:" + port));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (!served.answers()) {
      if (!served.process.isAlive() || System.nanoTime() > end) {
        served.close();
        throw new StartException(side.name() + " did not start; see " + log + ".");
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    served.launch = Duration.ofNanos(System.nanoTime() - served.begun);
    return served;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try {
      return get("/api/users/" + BenchDatabase.user(1_000)).length > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** The command of a JVM like this one. */
  static List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command;
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

  /** From before the process began to the end of its first answer out of the database. */
  Duration launch() {
    return launch;
  }

  /** The port it listens on. */
  int port() {
    return address.getPort();
  }

  /** The processor time that it has used, with all processes it started. */
  Duration cpu() {
    return processes()
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** MiB that are resident now, of all its processes; empty where the system does not tell. */
  OptionalDouble memory() throws IOException {
    double sum = 0;
    for (ProcessHandle one : processes().toList()) {
      Path status = Path.of("/proc", String.valueOf(one.pid()), "status");
      if (!Files.isReadable(status)) {
        return OptionalDouble.empty();
      }
      for (String line : Files.readAllLines(status)) {
        if (line.startsWith("VmRSS:")) {
          sum += Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
        }
      }
    }
    return OptionalDouble.of(sum);
  }

  private Stream<ProcessHandle> processes() {
    return Stream.concat(Stream.of(process.toHandle()), process.descendants());
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
