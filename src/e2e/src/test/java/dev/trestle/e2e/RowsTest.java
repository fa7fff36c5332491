package dev.trestle.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The page that tells which tests prove which row of the behaviour of route handlers. */
class RowsTest {
  private static final Path ROOT = Path.of(System.getProperty("db")).normalize().getParent();

  private static final int[] ROWS = {
    1, 2, 4, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 18, 20, 21, 22, 25, 26, 27, 28, 29, 31, 32, 33, 34,
    35, 37, 39, 40, 41, 43, 44, 45, 47, 48, 50, 51, 53, 54, 55, 56, 59, 60, 61, 63, 64, 66, 68, 70,
    71, 72, 74, 75, 77, 78, 79, 81, 83, 84, 85, 86, 87, 90, 92, 93, 95, 96, 97, 98, 100, 101, 102,
    103, 104, 105, 107, 108, 110, 112, 113, 114, 116, 117
  };
  private static final Set<String> WITHOUT_TESTS = Set.of("R21", "R95", "R103", "R104", "R117");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([A-Z]\\d+) \\|(.*)\\|(.*)\\|$");
  private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");
  private static final Pattern TESTS = Pattern.compile(TEST + "(, " + TEST + ")*");
  private static final Pattern REASON = Pattern.compile("(does not apply|not yet): \\w.{20,}");

  private static List<Row> rows;

  /**
   * A row.
   *
   * @param id its number
   * @param tests names of tests, or the reason why there is none
   */
  private record Row(String id, String tests) {
    List<String> names() {
      return TEST.matcher(tests).results().map(match -> match.group()).toList();
    }
  }

  @BeforeAll
  static void read() throws IOException {
    rows =
        ROW.matcher(Files.readString(ROOT.resolve("src/core/src/test/ROUTE-HANDLERS.md")))
            .results()
            .map(match -> new Row(match.group(1), match.group(3).strip()))
            .toList();
  }

  @Test
  void everyRowIsThereOnceAndInOrder() {
    Stream<String> ids =
        Stream.of(
                IntStream.of(ROWS).mapToObj(row -> "R" + row),
                IntStream.rangeClosed(1, 25).mapToObj(row -> "U" + row),
                IntStream.rangeClosed(1, 11).mapToObj(row -> "J" + row))
            .flatMap(each -> each);

    assertThat(rows).extracting(Row::id).containsExactlyElementsOf(ids.toList());
  }

  @Test
  void everyRowNamesTestsOrGivesItsReason() {
    assertThat(rows)
        .allMatch(
            row -> TESTS.matcher(row.tests()).matches() || REASON.matcher(row.tests()).matches());
    assertThat(rows)
        .filteredOn(row -> row.id().startsWith("R") && row.names().isEmpty())
        .extracting(Row::id)
        .containsExactlyInAnyOrderElementsOf(WITHOUT_TESTS);
  }

  @Test
  void everyTestThatIsNamedIsOne() throws IOException {
    Set<String> tests = NamedTests.all();

    assertThat(rows.stream().flatMap(row -> row.names().stream()).distinct())
        .hasSizeGreaterThan(100)
        .allMatch(tests::contains);
  }

  @Test
  void whatIsNoTestIsTakenForNone() throws IOException {
    assertThat(NamedTests.all())
        .contains("`RowsTest.whatIsNoTestIsTakenForNone`")
        .doesNotContain("`RowsTest.read`", "`RowsTest.nothing`", "`MisuseTest.main`");
  }
}
