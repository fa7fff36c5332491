package dev.trestle.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tests of this tree, by the names that documents call them. */
final class NamedTests {
  private static final Path ROOT = Path.of(System.getProperty("db")).normalize().getParent();

  /** What may look like code in a source and is none. */
  private static final Pattern TEXT =
      Pattern.compile(
          "(?s)\"\"\".*?(?<!\\\\)\"\"\"|\"(?:\\\\.|[^\"\\\\\n])*+\"|'(?:\\\\.|[^'\\\\])'"
              + "|//[^\n]*|/\\*.*?\\*/");

  private NamedTests() {}

  /** All of this tree, written as on the page. */
  static Set<String> all() throws IOException {
    Set<String> tests = new HashSet<>();
    for (String folder : List.of("codegen/src", "src")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(folder))) {
        files
            .filter(file -> file.toString().endsWith("Test.java"))
            .filter(file -> !file.toString().contains("/target/"))
            .flatMap(NamedTests::testsIn)
            .forEach(tests::add);
      }
    }
    return tests;
  }

  private static Stream<String> testsIn(Path file) {
    String source;
    try {
      source = TEXT.matcher(Files.readString(file)).replaceAll("\"\"");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String type = file.getFileName().toString().replace(".java", "");
    return Pattern.compile(
            "(?s)@(?:Test|ParameterizedTest)\\b(?:(?!\\bvoid\\b).)*+\\bvoid (\\w+)\\(")
        .matcher(source)
        .results()
        .map(match -> "`" + type + "." + match.group(1) + "`");
  }
}
