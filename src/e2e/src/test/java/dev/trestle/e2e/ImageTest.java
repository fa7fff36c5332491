package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The folder that {@code make image} builds, moved elsewhere. */
@EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "An image needs JDK 25")
class ImageTest {
  /** Half a minute if nothing else runs. */
  private static final int BUILD_SECONDS = 600;

  /** And 137 if it had to be killed. */
  private static final String ENDED_BY_SIGTERM = "143";

  @RegisterExtension
  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  @TempDir private static Path folder;
  private static Path image;

  @BeforeAll
  static void build() throws Exception {
    Path built = folder.resolve("built");
    Processes.Ended ended =
        Processes.await(
            Processes.light(
                Map.of(),
                "-jar",
                System.getProperty("dev.jar"),
                "image",
                "--migrations",
                System.getProperty("db") + "/migrations",
                "--seeds",
                System.getProperty("db") + "/seed",
                "--jar",
                System.getProperty("service.jar"),
                "--training",
                System.getProperty("training"),
                "--image",
                built.toString()),
            BUILD_SECONDS);
    assertThat(ended.err()).isEmpty();
    assertThat(ended.out())
        .contains("Trained with ")
        .contains("MiB of it the cache; start it with");
    image = Files.move(built, folder.resolve("moved"));
  }

  @Test
  void itServesWithItsCacheWhereverItIsAndWithoutAJdk() throws Exception {
    // With AOTMode=on, a JVM that cannot use its cache does not start.
    Process service = serve(Map.of("PORT", "0", "JAVA_OPTS", "-XX:AOTMode=on -Xlog:aot=error"));
    try {
      String address = Processes.address(service);

      assertThat(Processes.get(address + "/api/users?limit=100").body())
          .hasSizeGreaterThan(300_000);
      assertThat(run("bin/healthy", port(address))).isZero();

      service.destroy();
      assertThat(service.waitFor(Processes.SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(run("bin/healthy", port(address))).isNotZero();
    } finally {
      service.destroyForcibly();
    }
  }

  /** A cache cannot hold what a switch over types becomes, and each costs milliseconds. */
  @Test
  void noSwitchOverTypesOfOursIsMadeAClassBeforeTheFirstRow() throws Exception {
    Path log = folder.resolve("classes.log");
    String options = "-Xlog:class+load:file=" + log + ":none";
    Process service = serve(Map.of("PORT", "0", "JAVA_OPTS", options));
    try {
      assertThat(
              Processes.get(
                      Processes.address(service)
                          + "/api/users/00000000-0000-4000-8000-00000000002a")
                  .statusCode())
          .isEqualTo(200);
      try (Stream<String> lines = Files.lines(log)) {
        assertThat(lines.filter(line -> line.startsWith("dev.trestle.")))
            .hasSizeGreaterThan(100)
            .noneMatch(line -> line.contains("$$TypeSwitch"));
      }
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void onFewProcessorsTheSimplestCollectorRunsUnlessAnotherIsAskedFor() throws Exception {
    boolean few = Runtime.getRuntime().availableProcessors() <= 4;

    assertThat(collector("")).isEqualTo(few ? "Using Serial" : "Using G1");
    assertThat(collector("-XX:+UseParallelGC")).isEqualTo("Using Parallel");
  }

  @Test
  void itsHeapBeginsSmallUnlessItsSizeIsSaid() throws Exception {
    assertThat(heap("")).isEqualTo("Heap Initial Capacity: 64M");
    assertThat(heap("-Xmx48m")).isEqualTo("Heap Initial Capacity: 48M");
  }

  /** With 64 MiB in all nothing would be left for what is old, and the JVM would not start. */
  @Test
  void aYoungGenerationOfOnesOwnHasAHeapOfItsOwn() throws Exception {
    assertThat(heap("-Xmn64m")).isNotEqualTo("Heap Initial Capacity: 64M");
    assertThat(heap("-XX:NewSize=64m -XX:MaxNewSize=64m"))
        .isNotEqualTo("Heap Initial Capacity: 64M");
  }

  private static String collector(String options) throws Exception {
    return said("gc", options, "Using ");
  }

  private static String heap(String options) throws Exception {
    return said("gc+init", options, "Heap Initial Capacity: ");
  }

  /** The line of its log that begins so. */
  private static String said(String tag, String options, String start) throws Exception {
    Path log = Files.createTempFile(folder, "gc", ".log");
    String said = options + " -Xlog:" + tag + ":file=" + log + ":none";
    Process service = serve(Map.of("PORT", "0", "JAVA_OPTS", said));
    try {
      Processes.address(service);
      try (Stream<String> lines = Files.lines(log)) {
        return lines.filter(line -> line.startsWith(start)).findFirst().orElseThrow();
      }
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void aCacheThatDoesNotFitIsDoneWithout() throws Exception {
    Process service = serve(Map.of("PORT", "0", "JAVA_OPTS", "-XX:+UseParallelGC -Xmx64m"));
    try {
      assertThat(Processes.get(Processes.address(service) + "/api/hello").body())
          .isEqualTo("{\"message\":\"Hello\"}");
    } finally {
      service.destroyForcibly();
    }
  }

  /** {@code IMAGE_BASE} is what it is built on where Debian's image cannot be had. */
  @Test
  void itsContainerServesAsNobodyIsHealthyAndStopsWhenAsked() throws Exception {
    assumeTrue(Docker.isThere(), "No Docker engine answers");
    String base = System.getenv().getOrDefault("IMAGE_BASE", "debian:stable-slim");
    String built = Docker.run("build", "-q", "--build-arg=BASE=" + base, image.toString());
    String container =
        Docker.run(
            "run",
            "--detach",
            "--network=host",
            "--health-interval=1s",
            "--env=HOST=127.0.0.1",
            "--env=PORT=" + Processes.freePort(),
            "--env=DATABASE_URL=" + database.url().toUri(),
            built);
    try {
      assertThat(Docker.health(container)).endsWith(": healthy");
      assertThat(
              Docker.run(
                  "exec",
                  container,
                  "sh",
                  "-c",
                  "while read -r l; do echo $l; done </proc/1/status"))
          .contains("Uid: 10001 10001 10001 10001", "Gid: 10001 10001 10001 10001");

      Docker.run("stop", "--time=60", container);
      assertThat(Docker.run("inspect", "--format={{.State.ExitCode}}", container))
          .isEqualTo(ENDED_BY_SIGTERM);
    } finally {
      Docker.run("rm", "--force", container);
      Docker.run("rmi", "--force", built);
    }
  }

  @Test
  void nothingIsInItButTheServiceAndWhatRunsIt() throws IOException {
    try (Stream<Path> files = Files.list(image)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("Dockerfile", "app", "bin", "runtime");
    }
    assertThat(image.resolve("runtime/bin/java")).isExecutable();
    assertThat(image.resolve("runtime/bin/javac")).doesNotExist();
    assertThat(image.resolve("Dockerfile"))
        .content()
        .contains("USER 10001:10001", "HEALTHCHECK", "ENTRYPOINT [\"/service/bin/serve\"]");
  }

  private static Process serve(Map<String, String> environment) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(image.resolve("bin/serve").toString());
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().put("DATABASE_URL", database.url().toUri());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static int port(String address) {
    return URI.create(address).getPort();
  }

  private static int run(String command, int port) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(image.resolve(command).toString());
    builder.environment().put("PORT", String.valueOf(port));
    return Processes.await(builder.start()).status();
  }
}
