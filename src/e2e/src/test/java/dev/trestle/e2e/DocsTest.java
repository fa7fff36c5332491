package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the documents show is code that is compiled and tested, to the letter but for white space.
 */
class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("db")).normalize().getParent();
  private static final Path RUNBOOK = ROOT.resolve("src/RUNBOOK.md");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");

  private static final Pattern TEST_CLASS = Pattern.compile("\\[`(\\w+Test)`\\]\\(([^)]*)\\)");

  /** As functions are written, and nothing else that a document names. */
  private static final Pattern TEST = Pattern.compile("`([a-z]+[A-Z]\\w*)`");

  @Test
  void everySampleOfTheReadmeStandsInASourceFile() throws IOException {
    List<String> samples =
        JAVA.matcher(Files.readString(ROOT.resolve("README.md")))
            .results()
            .map(match -> squeeze(match.group(1)))
            .toList();
    List<String> sources = sources();

    assertThat(samples).hasSizeGreaterThan(4);
    assertThat(samples)
        .allSatisfy(sample -> assertThat(sources).anyMatch(source -> source.contains(sample)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "src/RUNBOOK.md"})
  void everyCommandOfADocumentIsOneOfTheMakefile(String document) throws IOException {
    String makefile = Files.readString(ROOT.resolve("Makefile"));

    assertThat(
            Pattern.compile("\\bmake ([a-z-]+)")
                .matcher(Files.readString(ROOT.resolve(document)))
                .results()
                .map(match -> match.group(1)))
        .isNotEmpty()
        .allMatch(target -> makefile.contains("\n" + target + ":"));
  }

  @Test
  void everyTestThatTheRunbookNamesIsThere() throws IOException {
    String runbook = Files.readString(RUNBOOK);
    StringBuilder tests = new StringBuilder();
    for (MatchResult named : TEST_CLASS.matcher(runbook).results().toList()) {
      Path file = RUNBOOK.resolveSibling(named.group(2));
      assertThat(file).isRegularFile().hasFileName(named.group(1) + ".java");
      tests.append(Files.readString(file));
    }

    assertThat(TEST.matcher(runbook).results().map(named -> " void " + named.group(1) + "("))
        .hasSizeGreaterThan(10)
        .allMatch(tests.toString()::contains);
  }

  @Test
  void everyItemOfTheRunbooksChecklistNamesATest() throws IOException {
    String runbook = Files.readString(RUNBOOK);
    List<String> items =
        runbook
            .substring(runbook.indexOf("## Before it happens"))
            .lines()
            .filter(line -> line.startsWith("| "))
            .skip(1)
            .toList();

    assertThat(items).hasSize(8).allMatch(item -> TEST_CLASS.matcher(item).find());
  }

  private static List<String> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("src"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.toString().contains("/target/"))
          .map(DocsTest::read)
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return squeeze(Files.readString(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String squeeze(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
