package dev.trestle.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the guide shows on the left, {@code src/test/node}, for its compiler and real packages. */
class LeftSidesTest {
  private static final Path SOURCES = Path.of("src/test/node");
  private static final Path FOLDER = Path.of("target/node");

  @Test
  void theOthersCompile() throws IOException, InterruptedException {
    copy();
    if (isNew()) {
      run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
      Files.copy(FOLDER.resolve("package-lock.json"), installed());
    }

    assertThat(run("npm", "run", "check")).contains("Generated Prisma Client");
  }

  /** Anew each time, so that a file that is gone is not compiled any more. */
  private static void copy() throws IOException {
    for (String part : new String[] {"app", "lib", "migrations", "pages"}) {
      delete(FOLDER.resolve(part));
    }
    try (Stream<Path> files = Files.walk(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = FOLDER.resolve(SOURCES.relativize(file));
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private static boolean isNew() throws IOException {
    return !Files.exists(installed())
        || Files.mismatch(FOLDER.resolve("package-lock.json"), installed()) != -1;
  }

  /** The lock file of what is installed. */
  private static Path installed() {
    return FOLDER.resolve("node_modules/.installed");
  }

  private static String run(String... command) throws IOException, InterruptedException {
    Path output = FOLDER.resolve("output.txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    // Generating needs no schema engine, which is for migrations; Prisma only looks whether some
    // program is where it would be, and would else download it.
    builder
        .environment()
        .put("PRISMA_SCHEMA_ENGINE_BINARY", ProcessHandle.current().info().command().orElseThrow());
    builder.environment().put("CHECKPOINT_DISABLE", "1");
    Process process = builder.start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    if (!ended) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    String said = Files.readString(output);
    assertThat(ended).as("ends: %s", said).isTrue();
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
