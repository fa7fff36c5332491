package dev.trestle.dataproxy;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** The programs of {@code src/test/node}, with the npm packages of their lock file. */
final class NodeClients {
  private static final Path SOURCES = Path.of("src/test/node");

  /** What npm says where there is no network, as opposed to a lock file that is wrong. */
  private static final List<String> UNREACHABLE =
      List.of("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH");

  private final Path folder;

  private NodeClients(Path folder) {
    this.folder = folder;
  }

  /** What a program said, and how it ended. */
  record Run(int status, String output) {}

  /** Installs them, or skips the class where that cannot be done. */
  static NodeClients install() throws IOException {
    Assumptions.assumeTrue(
        isThere("node") && isThere("npm"),
        "Node.js 18 or newer is not installed; on Debian: apt-get install nodejs npm");
    Path folder = Files.createDirectories(Path.of("target/node"));
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    NodeClients clients = new NodeClients(folder);
    Path lock = folder.resolve("package-lock.json");
    Path done = folder.resolve("node_modules/.installed");
    if (!Files.exists(done) || Files.mismatch(lock, done) != -1) {
      Run install =
          clients.run(Map.of(), "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      Assumptions.assumeFalse(
          UNREACHABLE.stream().anyMatch(install.output()::contains),
          "The npm packages cannot be fetched: " + install.output());
      if (install.status() != 0) {
        throw new AssertionError("npm ci failed:\n" + install.output());
      }
      Files.copy(lock, done);
    }
    return clients;
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  /** Runs a command in their folder to its end. */
  Run run(Map<String, String> environment, String... command) throws IOException {
    Path output = folder.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    try {
      int status = process.waitFor();
      return new Run(status, Files.readString(output));
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while " + command[0] + " ran", e);
    }
  }
}
