package dev.trestle.bench.dev;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The command behind {@code make dev}, on a copy of the service's sources. */
final class DevProcess implements AutoCloseable {
  private static final String ANSWERS = "Answers at ";
  private static final Path SOURCES = Path.of("src/service/src/main/java");
  private static final Path LIBRARIES = Path.of("src/service/target/dev.classpath");

  private final Path folder;
  private final Process process;
  private final String url;

  private DevProcess(Path folder, Process process, String url) {
    this.folder = folder;
    this.process = process;
    this.url = url;
  }

  /** Starts it, and returns once it answers. */
  static DevProcess start() throws IOException {
    Path folder = Files.createTempDirectory("trestle-edits");
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.toList()) {
        Files.copy(file, folder.resolve("java").resolve(SOURCES.relativize(file).toString()));
      }
    }
    String libraries = Files.readString(LIBRARIES);
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--add-exports",
            "jdk.compiler/com.sun.tools.javac.api=ALL-UNNAMED",
            "-cp",
            libraries + File.pathSeparator + "src/extras/dev/target/dev.jar",
            "dev.trestle.dev.Main",
            "dev",
            "--data",
            folder.resolve("data").toString(),
            "--migrations",
            "db/migrations",
            "--seeds",
            Files.createDirectory(folder.resolve("seeds")).toString(),
            "--app",
            "dev.trestle.service.Main",
            "--sources",
            folder.resolve("java").toString(),
            "--package",
            "dev.trestle.service.db",
            "--generated",
            folder.resolve("generated").toString(),
            "--class-path",
            libraries);
    builder.environment().keySet().removeAll(List.of("DATABASE_URL", "DIRECT_URL", "HOST"));
    builder.environment().put("PORT", String.valueOf(freePort()));
    Process process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
    BufferedReader out = process.inputReader();
    String line = out.readLine();
    while (line != null && !line.startsWith(ANSWERS)) {
      line = out.readLine();
    }
    if (line == null) {
      throw new IllegalStateException("make dev has ended");
    }
    Thread.ofVirtual().start(() -> out.lines().forEach(reloaded -> {}));
    return new DevProcess(folder, process, line.substring(ANSWERS.length()));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  /** The folder of the service's URLs below {@code /api}. */
  Path app() {
    return folder.resolve("java/dev/trestle/service/app/api");
  }

  String url() {
    return url;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
