package dev.trestle.bench.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * What the figures depend on.
 *
 * @param processor its name and how many of it
 * @param system the operating system
 * @param jdk of the measured processes
 * @param options of their JVM
 * @param postgres version of the server, which runs on the same machine if it is embedded; empty
 *     where there is none
 */
public record Machine(
    String processor, String system, String jdk, String options, String postgres) {

  /** This one. */
  public static Machine here(String options, String postgres) {
    return new Machine(
        model() + " × " + Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + Runtime.version(),
        options,
        postgres);
  }

  private static String model() {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.isReadable(file)) {
      return System.getProperty("os.arch");
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
