package dev.trestle.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.internal.compress.HeaderFuzz;
import dev.trestle.internal.cookie.CookieFuzz;
import dev.trestle.internal.form.FormFuzz;
import dev.trestle.internal.json.JsonFuzz;
import dev.trestle.internal.request.QueryFuzz;
import dev.trestle.internal.router.PathFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Replays what is kept in {@code corpus}: examples, and each input that was found to fail once.
 * With {@code -Dfuzz.seconds} Jazzer looks for more, in a process for each target; {@code make
 * fuzz}.
 */
class FuzzTest {
  private static final int SECONDS = Integer.getInteger("fuzz.seconds", 0);
  private static final String ONLY = System.getProperty("fuzz.target", "");
  private static final Path CORPUS = Path.of("corpus").toAbsolutePath();
  private static final Path FOUND = Path.of("target", "fuzz").toAbsolutePath();

  /** What reads something of a request. */
  enum Target {
    PATH(PathFuzz.class, PathFuzz::fuzzerTestOneInput),
    QUERY(QueryFuzz.class, QueryFuzz::fuzzerTestOneInput),
    HEADER(HeaderFuzz.class, HeaderFuzz::fuzzerTestOneInput),
    COOKIE(CookieFuzz.class, CookieFuzz::fuzzerTestOneInput),
    FORM(FormFuzz.class, FormFuzz::fuzzerTestOneInput),
    JSON(JsonFuzz.class, JsonFuzz::fuzzerTestOneInput);

    private final Class<?> type;
    private final Input input;

    Target(Class<?> type, Input input) {
      this.type = type;
      this.input = input;
    }

    Path corpus() {
      return CORPUS.resolve(folder());
    }

    String folder() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private interface Input {
    void run(byte[] data) throws IOException;
  }

  @ParameterizedTest
  @EnumSource
  void whatIsKeptIsTaken(Target target) throws IOException {
    List<Path> inputs = files(target.corpus());

    assertThat(inputs).hasSizeGreaterThan(3);
    for (Path input : inputs) {
      try {
        target.input.run(Files.readAllBytes(input));
      } catch (RuntimeException | Error e) {
        throw new AssertionError(input + ": " + e, e);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingElseIsFound(Target target) throws Exception {
    assumeTrue(SECONDS > 0 && (ONLY.isEmpty() || ONLY.equalsIgnoreCase(target.name())));
    Path found = Files.createDirectories(FOUND.resolve(target.folder()));
    Path log = FOUND.resolve(target.folder() + ".log");
    String classes =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));

    int status =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+EnableDynamicAgentLoading",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-Xmx512m",
                "-cp",
                classes,
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.type.getName(),
                "--instrumentation_includes=dev.trestle.**",
                "--reproducer_path=" + FOUND,
                "-max_total_time=" + SECONDS,
                "-max_len=4096",
                "-timeout=60",
                "-artifact_prefix=" + FOUND.resolve(target.folder() + "-"),
                found.toString(),
                target.corpus().toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start()
            .waitFor();

    String said = Files.readString(log, StandardCharsets.ISO_8859_1);
    assertThat(status).as(said).isZero();
    assertThat(said).containsPattern("Done \\d+ runs in");
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }
}
