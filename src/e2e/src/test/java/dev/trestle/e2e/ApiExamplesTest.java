package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The examples in {@code api.sh}, run against the packaged service. */
class ApiExamplesTest {
  private static final Path EXAMPLES = Path.of(System.getProperty("api.sh"));

  @RegisterExtension
  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  @Test
  void everyExampleAnswersAsItSays() throws Exception {
    Process service = serve("false");
    try {
      assertThatAllPass(examples(Processes.address(service), "false"));
    } finally {
      service.destroyForcibly();
    }
  }

  @Test
  void inDevelopmentOnlyACookieIsOtherAndOnlyIfThatIsSaid() throws Exception {
    Process service = serve("true");
    try {
      String address = Processes.address(service);
      assertThatAllPass(examples(address, "true"));

      Process strict = examples(address, "false");
      assertThat(strict.errorReader().readLine())
          .startsWith("expected 200 ^Set-Cookie: token=.*; Max-Age=604800; Secure; HttpOnly;");
      strict.descendants().forEach(ProcessHandle::destroyForcibly);
      strict.destroyForcibly();
    } finally {
      service.destroyForcibly();
    }
  }

  private static Process serve(String development) throws IOException {
    return Processes.light(
        Map.of("PORT", "0", "DATABASE_URL", database.url().toUri(), "DEVELOPMENT", development),
        "-jar",
        System.getProperty("service.jar"));
  }

  static Process examples(String address, String development) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("bash", EXAMPLES.toString(), address);
    builder.environment().put("DEVELOPMENT", development);
    return builder.start();
  }

  static void assertThatAllPass(Process examples) throws Exception {
    Processes.Ended ended = Processes.await(examples);

    assertThat(ended.err()).isEmpty();
    assertThat(ended.status()).isZero();
  }

  @Test
  void everyFunctionHasAnExample() throws IOException {
    assertThat(Files.readAllLines(EXAMPLES).stream().filter(line -> line.startsWith("## ")))
        .containsExactlyInAnyOrderElementsOf(functions().stream().map("## "::concat).toList());
  }

  /** Verb and URL, from the index that the annotation processor writes. */
  private static List<String> functions() throws IOException {
    try (JarFile jar = new JarFile(System.getProperty("service.jar"))) {
      String index = "META-INF/trestle/dev.trestle.service.app.routes";
      String text = new String(jar.getInputStream(jar.getEntry(index)).readAllBytes());
      return text.lines()
          .map(line -> line.split("\t"))
          .flatMap(ApiExamplesTest::functions)
          .toList();
    }
  }

  private static Stream<String> functions(String[] route) {
    return Arrays.stream(route[1].split(" ")).map(verb -> verb + " " + route[0]);
  }
}
