package dev.trestle.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTest {
  private static final Machine MACHINE = new Machine("CPU × 2", "Linux 6", "25", "", "18.6");

  @Test
  void theMedianIsTheMiddle() {
    assertThat(series(3.0, 1.0, 100.0).median()).isEqualTo(3);
    assertThat(series(4.0, 1.0, 2.0, 100.0).median()).isEqualTo(3);
    assertThat(series(7.0).median()).isEqualTo(7);
    assertThatThrownBy(() -> series().median()).hasMessageContaining("no median of no values");
  }

  @Test
  void everyNumberIsARatioWithTheMedianBesideIt() {
    Measured measured = new Measured();
    for (int round = 1; round <= 3; round++) {
      measured.add("lookup", "Jdbc", "CPU", "µs", 6.126 * round);
      measured.add("lookup", "Jooq", "CPU", "µs", 17 * round);
      measured.add("lookup", "Jooq", "requests/s", "", 46_774);
    }
    Results results = measured.results("jmh", "make bench", MACHINE, 3, "Jdbc");

    assertThat(Report.table(results))
        .contains("3 alternating rounds of `make bench` on " + results.date() + ": CPU × 2;")
        .endsWith(
            """
            |  |  | CPU | requests/s |
            | --- | --- | --- | --- |
            | lookup | Jdbc | 1.00 (12.3 µs) |  |
            | lookup | Jooq | 2.78 (34.0 µs) | 46,800 |
            """);
  }

  @ParameterizedTest
  @CsvSource({"0.037112,0.0371", "6.126,6.13", "34,34.0", "1738.2,'1,740'", "0,0", "6,6.00"})
  void threeDigitsCount(double value, String text) {
    assertThat(Report.number(value)).isEqualTo(text);
  }

  @Test
  void onlyWhatStandsBetweenTheMarkersIsReplaced() {
    String text =
        "a\n<!-- bench:http -->\nh\n<!-- /bench -->\n<!-- bench:jmh -->\nold\n<!-- /bench -->\nb";

    assertThat(Report.replace(text, "jmh", "new\n"))
        .isEqualTo(
            "a\n<!-- bench:http -->\nh\n<!-- /bench -->\n<!-- bench:jmh -->\nnew\n<!-- /bench -->\nb");
    assertThatThrownBy(() -> Report.replace("no place", "jmh", "new"))
        .hasMessageContaining("write <!-- bench:jmh --> and <!-- /bench --> into it");
  }

  @Test
  void theReadmeHasAPlaceForEachTable() throws Exception {
    String readme = Files.readString(Path.of("../../README.md"));

    assertThat(List.of("jmh", "http"))
        .allSatisfy(
            name -> assertThat(Report.replace(readme, name, "x\n")).contains("-->\nx\n<!--"));
  }

  @Test
  void aRatioIsOfValuesAtTheSamePlace() {
    assertThat(series(4.0, 9.0).ratios(series(2.0, 3.0))).containsExactly(2.0, 3.0);
    assertThatThrownBy(() -> series(4.0, 9.0).ratios(series(2.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has 2 values")
        .hasMessageEndingWith(" 1; a ratio is of one of each");
  }

  private static Series series(Double... values) {
    return new Series(new Series.Key("lookup", 0, "Jdbc", "CPU", "µs"), List.of(values));
  }
}
