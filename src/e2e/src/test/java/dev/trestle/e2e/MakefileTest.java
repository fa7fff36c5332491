package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code make} builds before it runs a command. */
class MakefileTest {
  private static final Path ROOT = Path.of(System.getProperty("db")).normalize().getParent();
  private static final String COMMANDS = "src/extras/dev";

  private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");
  private static final Pattern ARTIFACT =
      Pattern.compile("<artifactId>(trestle[^<]*)</artifactId>");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "route",
        "migrate",
        "migrate-new",
        "migrate-status",
        "migrate-baseline",
        "migrate-reset",
        "migrate-check",
        "migrate-diff",
        "schema",
        "seed"
      })
  void aCommandOfMigrationsBuildsItselfOnly(String target, @TempDir Path nothingBuilt)
      throws Exception {
    Process make =
        new ProcessBuilder(
                "make", "-n", target, "JDK=jdk", "DEV_BUILT=" + nothingBuilt.resolve("stamp"))
            .directory(ROOT.toFile())
            .start();
    Processes.Ended ended = Processes.await(make);

    assertThat(ended.status()).as(ended.err()).isZero();
    assertThat(ended.out().lines().filter(line -> line.startsWith("mvn")))
        .singleElement()
        .asString()
        .endsWith(" -pl " + COMMANDS + " -am package");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "\"\" | com.example | Write make new dir=../shop package=com.example.shop.",
        "new | \"\" | Write make new dir=../shop package=com.example.shop.",
        "src | com.example | src is there already; name a folder that is not.",
        "new | com.example.class | 'com.example.class' cannot be the package; write words that",
        "new | com.my-shop | 'com.my-shop' cannot be the package",
        "new | com.Shop | 'com.Shop' cannot be the package",
        "new | com..shop | 'com..shop' cannot be the package",
        "new | it's | 'it's' cannot be the package",
        "__ | com.example | '__' has no letter from a to z that the project could be called by",
      })
  void aProjectThatCannotBeIsRefusedBeforeAnythingIsBuilt(
      String folder, String named, String message) throws Exception {
    ProcessBuilder make =
        new ProcessBuilder("make", "new", "JDK=jdk", "dir=" + folder, "package=" + named)
            .directory(ROOT.toFile());
    // Those of the make that runs this test, which has the one below tell of folders.
    List.of("MAKEFLAGS", "MAKELEVEL").forEach(make.environment()::remove);
    Processes.Ended ended = Processes.await(make.start());

    assertThat(ended.status()).isEqualTo(2);
    assertThat(ended.out()).isEmpty();
    assertThat(ended.err()).startsWith(message);
  }

  /** So a migration that the sources do not fit yet can be looked at. */
  @Test
  void nothingOfTheCommandsIsMadeOfMigrations() throws IOException {
    assertThat(reactor(COMMANDS)).contains("src/core", "codegen").doesNotContain("db");
    assertThat(reactor("src/service")).contains("src/core", "db");
  }

  /** The modules that Maven builds for one, as {@code -am} has it. */
  private static Set<String> reactor(String module) throws IOException {
    String[] all =
        MODULE.matcher(pom("")).results().map(match -> match.group(1)).toArray(String[]::new);
    Set<String> found = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(Set.of(module));
    while (!next.isEmpty()) {
      String some = next.pop();
      if (found.add(some)) {
        Set<String> needed = new LinkedHashSet<>(artifacts(some).skip(1).toList());
        for (String other : all) {
          if (needed.contains(artifacts(other).findFirst().orElseThrow())) {
            next.push(other);
          }
        }
      }
    }
    return found;
  }

  /** First the module's own, then what it needs, for its build too. */
  private static Stream<String> artifacts(String module) throws IOException {
    Matcher matcher = ARTIFACT.matcher(pom(module));
    return matcher
        .results()
        .map(match -> match.group(1))
        .filter(it -> !"trestle-parent".equals(it));
  }

  private static String pom(String module) throws IOException {
    return Files.readString(ROOT.resolve(module).resolve("pom.xml"));
  }
}
