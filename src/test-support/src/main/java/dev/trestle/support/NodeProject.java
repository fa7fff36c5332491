package dev.trestle.support;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A copy of a folder with a {@code package.json}, below {@code target}, with its npm packages. */
public final class NodeProject {
  /** What npm says where there is no network, as opposed to a lock file that is wrong. */
  private static final List<String> UNREACHABLE =
      List.of("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH");

  /** Longer than any program takes, however busy the machine is. */
  private static final int MINUTES = 10;

  private static final String PACKAGES = "node_modules";

  private final Path folder;

  private NodeProject(Path folder) {
    this.folder = folder;
  }

  /**
   * Copies the sources anew and installs what their lock file has, once for each lock file; where
   * that cannot be done, it skips the test.
   *
   * @param sources the folder
   * @return ready to run
   * @throws IOException if it cannot be copied
   */
  public static NodeProject install(Path sources) throws IOException {
    Assumptions.assumeTrue(
        Stream.of("node", "npm").allMatch(NodeProject::isThere),
        "Node.js 20 or newer is not installed; on Debian: apt-get install nodejs npm");
    NodeProject project = new NodeProject(Path.of("target").resolve(sources.getFileName()));
    project.deleteOldSources();
    Folders.copy(sources, project.folder);
    Path lock = project.file("package-lock.json");
    Path done = project.file(PACKAGES).resolve(".installed");
    if (!Files.exists(done) || Files.mismatch(lock, done) != -1) {
      Run install =
          project.run(
              "npm", "ci", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund");
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

  private static boolean isThere(String program) {
    return Stream.of(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(path -> Files.isExecutable(Path.of(path, program)));
  }

  private void deleteOldSources() throws IOException {
    try (Stream<Path> entries = Files.list(Files.createDirectories(folder))) {
      for (Path entry : entries.filter(it -> !it.endsWith(PACKAGES)).toList()) {
        Folders.delete(entry);
      }
    }
  }

  /**
   * What a program said, and how it ended.
   *
   * @param status 0 if it ended well
   * @param output of both kinds
   */
  public record Run(int status, String output) {}

  /**
   * A file of the copy.
   *
   * @param name below the folder
   * @return there or not
   */
  public Path file(String name) {
    return folder.resolve(name);
  }

  /**
   * Runs a program in the folder to its end.
   *
   * @param command the program and its arguments
   * @return once it has ended
   * @throws IOException if it cannot be started
   */
  public Run run(String... command) throws IOException {
    return run(Map.of(), command);
  }

  /**
   * The same with variables.
   *
   * @param environment besides this process's own
   * @param command the program and its arguments
   * @return once it has ended
   * @throws IOException if it cannot be started
   */
  public Run run(Map<String, String> environment, String... command) throws IOException {
    Path output = Files.createTempFile(folder, "output", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      boolean ended = process.waitFor(MINUTES, TimeUnit.MINUTES);
      String said = Files.readString(output);
      if (!ended) {
        throw new AssertionError(command[0] + " has not ended. It said:\n" + said);
      }
      return new Run(process.exitValue(), said);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while " + command[0] + " ran", e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
