package dev.trestle.e2e;

import static java.net.URLDecoder.decode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the documents show is code that is compiled and tested, to the letter but for white space.
 */
class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("db")).normalize().getParent();
  private static final Path RUNBOOK = ROOT.resolve("src/RUNBOOK.md");
  private static final Path GUIDE = ROOT.resolve("src/guide/README.md");
  private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");

  /** In the guide, all that is shown as a block. */
  private static final Pattern ANY = Pattern.compile("(?s)```[a-z]+\\n(.*?)```");

  private static final Pattern HREF = Pattern.compile("<a href=\"([^\"]*)\">");

  private static final int TASKS = 17;

  private static final Pattern TEST_CLASS = Pattern.compile("\\[`(\\w+Test)`\\]\\(([^)]*)\\)");

  /** As functions are written, and nothing else that a document names. */
  private static final Pattern TEST = Pattern.compile("`([a-z]+[A-Z]\\w*)`");

  @Test
  void everySampleOfTheReadmeStandsInASourceFile() throws IOException {
    assertThat(samples(JAVA, ROOT.resolve("README.md")))
        .hasSizeGreaterThan(4)
        .allSatisfy(standsIn(sources(ROOT.resolve("src"), ".java")));
  }

  @Test
  void everySampleOfTheGuideStandsInOneOfItsSourceFilesOrInAMigration() throws IOException {
    List<String> sources = new ArrayList<>(sources(ROOT.resolve("db/migrations"), ".sql"));
    for (String kind : List.of(".java", ".ts", ".prisma", ".sql")) {
      sources.addAll(sources(GUIDE.resolveSibling("src"), kind));
    }

    assertThat(samples(ANY, GUIDE)).hasSizeGreaterThan(60).allSatisfy(standsIn(sources));
  }

  @Test
  void theGuideHasItsTasksInTheirOrderWithBothSides() throws IOException {
    List<String> tasks = List.of(Files.readString(GUIDE).split("\n## "));

    assertThat(tasks.subList(1, tasks.size() - 1))
        .extracting(task -> task.lines().findFirst().orElseThrow())
        .containsExactly(
            "Connect",
            "Schema",
            "Query",
            "Relate",
            "Paginate",
            "Transact",
            "Pool",
            "Migrate",
            "Route",
            "Params",
            "Body",
            "Cookies",
            "Stream",
            "Upload",
            "CORS",
            "Cache",
            "Errors");
    assertThat(tasks.subList(1, tasks.size() - 1))
        .allSatisfy(task -> assertThat(task).containsSubsequence("```ts", "</td><td>", "```"));
  }

  @Test
  void eachTaskOfTheGuideLeadsToTheWholeFilesOfBothSides() throws IOException {
    String guide = Files.readString(GUIDE);

    assertThat(HREF.matcher(guide).results().map(link -> decode(link.group(1), UTF_8)))
        .allSatisfy(link -> assertThat(GUIDE.resolveSibling(link)).isRegularFile());
    assertThat(List.of(guide.split("\n## ")).subList(1, TASKS + 1))
        .allSatisfy(task -> assertThat(task).containsPattern("<th>.*<a .*</th><th>.*<a .*</th>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "src/RUNBOOK.md", "src/guide/README.md"})
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

  private static List<String> samples(Pattern block, Path document) throws IOException {
    return block.matcher(Files.readString(document)).results().map(it -> it.group(1)).toList();
  }

  private static ThrowingConsumer<String> standsIn(List<String> sources) {
    return sample ->
        assertThat(sources.stream().anyMatch(source -> source.contains(squeeze(sample))))
            .as("stands in a source: %s", sample)
            .isTrue();
  }

  private static List<String> sources(Path folder, String kind) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(kind))
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
    return text.replaceAll("\\s+", "");
  }
}
