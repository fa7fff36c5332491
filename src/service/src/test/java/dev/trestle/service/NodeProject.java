package dev.trestle.service;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A copy of a folder with a {@code package.json}, below {@code target}, with its npm packages. */
final class NodeProject {
  /** What npm says where there is no network, as opposed to a lock file that is wrong. */
  private static final List<String> UNREACHABLE =
      List.of("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH");

  private final Path folder;

  private NodeProject(Path folder) {
    this.folder = folder;
  }

  /** Installs what its lock file has, or skips the test where that cannot be done. */
  static NodeProject install(Path sources) throws IOException {
    Assumptions.assumeTrue(
        Stream.of("node", "npm").allMatch(NodeProject::isThere),
        "Node.js 20 or newer is not installed; on Debian: apt-get install nodejs npm");
    Path folder = Files.createDirectories(Path.of("target").resolve(sources.getFileName()));
    try (Stream<Path> files = Files.list(sources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.write(folder.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    NodeProject project = new NodeProject(folder);
    Path lock = folder.resolve("package-lock.json");
    Path done = folder.resolve("node_modules/.installed");
    if (!Files.exists(done) || Files.mismatch(lock, done) != -1) {
      Run install = project.run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      Assumptions.assumeFalse(
          UNREACHABLE.stream().anyMatch(install.output()::contains),
          "The npm packages cannot be fetched: " + install.output());
      if (install.status() != 0) {
        throw new AssertionError("npm ci failed:\n" + install.output());
      }
      Files.copy(lock, done);
    }
    return project;
  }

  /** What a program said, and how it ended. */
  record Run(int status, String output) {}

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Runs a program in the folder to its end. */
  Run run(String... command) throws IOException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output.toFile())
            .start();
    try {
      int status = process.waitFor();
      return new Run(status, Files.readString(output));
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while " + command[0] + " ran", e);
    } finally {
      Files.delete(output);
    }
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }
}
