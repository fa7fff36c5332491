package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the documents show is code that is compiled and tested, to the letter but for white space.
 */
class DocsTest {
  private static final Path ROOT = Path.of(System.getProperty("db")).normalize().getParent();
  private static final Pattern JAVA = Pattern.compile("(?s)```java\\n(.*?)```");

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

  @Test
  void everyCommandOfTheReadmeIsOneOfTheMakefile() throws IOException {
    String makefile = Files.readString(ROOT.resolve("Makefile"));

    assertThat(
            Pattern.compile("\\bmake ([a-z-]+)")
                .matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .map(match -> match.group(1)))
        .isNotEmpty()
        .allMatch(target -> makefile.contains("\n" + target + ":"));
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
