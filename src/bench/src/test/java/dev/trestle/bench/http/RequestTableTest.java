package dev.trestle.bench.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.bench.report.Machine;
import dev.trestle.bench.report.Measured;
import dev.trestle.bench.report.Report;
import dev.trestle.bench.report.Results;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.NodeList;

/** The table and the plot, of a fixed run and of the one that is kept. */
class RequestTableTest {
  private static final Machine MACHINE = new Machine("CPU × 2", "Linux 6", "25", "", "18.6");
  private static final Point USER = new Point(Work.USER, 64);

  private final RequestValues values = new RequestValues(new Measured());

  @Test
  void ratesAreRatiosAndLatenciesAreNot() {
    for (int round = 1; round <= 3; round++) {
      add("trestle", USER, 40_000 * round, 0);
      add("unshared", USER, 30_000 * round, 0);
      add("by hand", USER, 10_000 * round, 0);
      add("trestle", new Point(Work.TOP, 16), 500 * round, 0);
      add("by hand", new Point(Work.TOP, 16), 400 * round, 0);
      values.addMemory("trestle", 100 + round);
    }
    Results results = results();

    assertThat(RequestTable.of(results))
        .startsWith(
            "Requests a second of by hand, and how many times as many the others answer in the turn"
                + " of the same number; medians of 3 alternating rounds of `make bench-http` on "
                + results.date()
                + ": CPU × 2; Linux 6; JDK 25; PostgreSQL 18.6. All answers are 2xx.\n")
        .contains(
            """
            | request | connections | by hand | trestle | unshared |
            | --- | ---: | ---: | ---: | ---: |
            | user | 64 | 20,000 | 4.00 | 3.00 |
            | top | 16 | 800 | 1.25 |  |
            """)
        .endsWith(
            """
            | user | 64 | 0.250 / 1.50; 0.0500 | 0.250 / 1.50; 0.0125 | 0.250 / 1.50; 0.0167 |
            | top | 16 | 0.250 / 1.50; 1.25 | 0.250 / 1.50; 1.00 |  |
            | memory after all of it |  |  | 102 MiB |  |
            """);
  }

  @Test
  void howFastTheMachineWasInATurnSaysNothingAboutWhoseTurnItWas() {
    for (int pace : List.of(1, 4, 2)) {
      add("by hand", USER, 1_000 * pace, 0);
      add("trestle", USER, (pace == 4 ? 1_900 : 2_000) * pace, 0);
    }
    add("by hand", USER, 9_000, 0);
    add("trestle", USER, 18_000, 0);

    assertThat(RequestTable.of(results())).contains("| user | 64 | 3,000 | 2.00 |");
  }

  @Test
  void whatFailedIsMarkedAndNamed() {
    add("by hand", USER, 1_000, 0);
    add("by hand", USER, 1_000, 0);
    add("trestle", USER, 2_000, 5);
    add("trestle", USER, 2_000, 7);
    Results results = results();

    assertThat(RequestValues.failures(results))
        .isEqualTo(Optional.of("trestle at user with 64 connections: 12"));
    assertThat(RequestTable.of(results))
        .contains("**Not answered with 2xx: trestle at user with 64 connections: 12.**")
        .contains("2.00 **(12 failed)**")
        .doesNotContain("All answers");
  }

  @Test
  void noAnswerAtAllIsAFailure() {
    values.add("trestle", USER, new Counted(0, 0, 2, 0, 0), Duration.ZERO);
    values.add("by hand", USER, new Counted(8, 0, 2, 1, 1), Duration.ZERO);

    assertThat(RequestValues.failures(results())).isPresent();
    assertThat(RequestPlot.of(results())).doesNotContain("NaN").doesNotContain("Infinity");
  }

  @Test
  void thePlotHasADotForEachRoundAndOneForTheMedian() throws Exception {
    for (int round = 1; round <= 3; round++) {
      add("trestle", USER, 2_000 * round, 0);
      add("a < b & c", USER, 1_000 * round, 0);
    }
    NodeList dots = dots(values.results("make bench-http", MACHINE, 3, "a < b & c"));

    int legend = 2;
    assertThat(dots.getLength()).isEqualTo(legend + 2 * (3 + 1));
  }

  @Test
  void theReadmeAndThePlotShowTheKeptValues() throws Exception {
    Results kept = Report.read(Files.readString(Path.of("results/http.json")));
    String readme = Files.readString(Path.of("../../README.md"));

    assertThat(Report.replace(readme, "http", RequestTable.of(kept)))
        .as("make bench-http render=1 writes it anew")
        .isEqualTo(readme);
    assertThat(Files.readString(Path.of("results/http.svg"))).isEqualTo(RequestPlot.of(kept));
    assertThat(readme).contains("(src/bench/results/http.svg)");
  }

  @Test
  void theKeptValuesAreComplete() throws Exception {
    Results kept = Report.read(Files.readString(Path.of("results/http.json")));

    assertThat(kept.series())
        .allSatisfy(series ->
            assertThat(series.values())
                .as("%s", series.key())
                .hasSize(
                    kept.rounds()
                        * (series.key().subject().equals(RequestValues.ALL) ? 1 : Round.TURNS)));
    for (Point point : RequestValues.points(kept)) {
      for (String variant : List.of("trestle", kept.baseline())) {
        for (String measure : List.of("requests/s", "CPU", "p50", "p99")) {
          assertThat(RequestValues.find(kept, point, variant, measure)).as("%s", point).isPresent();
        }
      }
    }
    assertThat(RequestValues.points(kept)).extracting(Point::work).contains(Work.values());
    assertThat(RequestValues.failures(kept)).isEmpty();
  }

  private static NodeList dots(Results results) throws Exception {
    byte[] svg = RequestPlot.of(results).getBytes(UTF_8);
    return DocumentBuilderFactory.newDefaultInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(svg))
        .getElementsByTagName("circle");
  }

  private void add(String side, Point point, long requests, long bad) {
    Counted counted = new Counted(requests, bad, 1, 0.25, 1.5);
    values.add(side, point, counted, Duration.ofSeconds(1));
  }

  private Results results() {
    return values.results("make bench-http", MACHINE, 3, "by hand");
  }
}
