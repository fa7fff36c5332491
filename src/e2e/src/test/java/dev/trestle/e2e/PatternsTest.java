package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.e2e.RegularExpressions.Found;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every regular expression of the main sources, on texts that make bad ones take for ever (ReDoS).
 * None looks at many more characters than there are, and none needs stack for each. What is counted
 * is looks, not time.
 */
class PatternsTest {
  private static final Path ROOT = Path.of(System.getProperty("db")).normalize().getParent();

  private static final int LENGTH = 2_000;
  private static final int LOOKS = 60 * LENGTH;

  /** Of which a match that goes a step deeper for each character needs several times as much. */
  private static final int STACK = 200 << 10;

  /** What all texts are made of, besides what stands in the pattern. */
  private static final List<String> PIECES = List.of(" ", "a", "0", "\n", "\u00e9", "(");

  private static final Pattern REPEATS = Pattern.compile("[*+{]");
  private static final Pattern WORD =
      Pattern.compile("(?:(?<!\\\\)[\\w\\p{L} ,.:;=@%#~'\"/!<>-]|\\\\[^\\w])+");
  private static final Pattern BEGIN = Pattern.compile("[\\w /=:'\"]*");

  @Test
  void noRegularExpressionTakesMuchLongerThanItsText() throws Exception {
    List<Found> all = RegularExpressions.in(sources());

    assertThat(all)
        .hasSizeGreaterThan(100)
        .extracting(Found::text)
        .contains("[^@\\s]+@[^@\\s]+", "(?i)[)\\s]over\\s*\\(", "(?<!\\w)something(?!\\w)");
    List<String> slow = new ArrayList<>();
    for (Found found : all) {
      if (!REPEATS.matcher(found.text()).find()) {
        continue;
      }
      Pattern pattern = Pattern.compile(found.text(), found.flags());
      slowText(pattern, found.anchored())
          .ifPresent(text -> slow.add(found.file() + ": " + found.text() + " on " + text));
    }
    assertThat(slow).isEmpty();
  }

  @Test
  void aBadOneIsFound() throws Exception {
    assertThat(slowText(Pattern.compile("(a+)+b"), true)).as("exponential").isPresent();
    assertThat(slowText(Pattern.compile("\\s+$"), false)).as("quadratic").isPresent();
    assertThat(slowText(Pattern.compile("\\bupdate (?:.* )?set\\b"), false))
        .as("quadratic, of a word")
        .isPresent();
    assertThat(slowText(Pattern.compile("'(?:[^']|'')*'"), true)).as("deep").isPresent();
    assertThat(slowText(Pattern.compile("'[^']*+'"), true)).isEmpty();
  }

  /** The beginning of a text that it takes too long for. */
  private static Optional<String> slowText(Pattern pattern, boolean anchored) throws Exception {
    AtomicReference<Optional<String>> slow = new AtomicReference<>();
    Thread thread =
        new Thread(
            null,
            () ->
                slow.set(
                    texts(pattern.pattern())
                        .filter(text -> isSlow(pattern, anchored, text))
                        .findFirst()
                        .map(text -> text.substring(0, 40))),
            "patterns",
            STACK);
    thread.start();
    thread.join();
    return slow.get();
  }

  /** One or two pieces again and again, as such and where the pattern has begun to fit. */
  private static Stream<String> texts(String pattern) {
    Set<String> pieces = new LinkedHashSet<>(PIECES);
    for (MatchResult word : WORD.matcher(pattern).results().toList()) {
      String text = word.group().replaceAll("\\\\(?=\\W)", "");
      pieces.add(text);
      text.chars()
          .filter(c -> !Character.isLetterOrDigit(c))
          .mapToObj(Character::toString)
          .forEach(pieces::add);
    }
    Matcher begin = BEGIN.matcher(pattern);
    String first = begin.lookingAt() ? begin.group() : "";
    return pieces.stream()
        .flatMap(one -> pieces.stream().map(other -> one.equals(other) ? one : one + other))
        .map(piece -> piece.repeat(1 + LENGTH / piece.length()))
        .flatMap(text -> Stream.of(first + text + "\u0001", "x" + text + "\u0001", text));
  }

  private static boolean isSlow(Pattern pattern, boolean anchored, String text) {
    try {
      Matcher matcher = pattern.matcher(new Counted(text));
      if (anchored) {
        matcher.matches();
      } else {
        matcher.results().count(); // All of them, as replaceAll and split do.
      }
      return false;
    } catch (TooMany | StackOverflowError e) {
      return true;
    }
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> isSource(ROOT.relativize(file).toString()))
          .toList();
    }
  }

  /** Not what is copied or made for tests, nor what will be Java once it is in a project. */
  private static boolean isSource(String file) {
    return file.contains("src/main/java")
        && !file.contains("/target/")
        && !file.contains("archetype-resources");
  }

  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooMany() {
      super(null, null, false, false);
    }
  }

  /** Counts how often it is looked at. */
  private static final class Counted implements CharSequence {
    private final String text;
    private int looks;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > LOOKS) {
        throw new TooMany();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }
  }
}
