package dev.trestle.bench.report;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as a table: the median of each measure as a ratio against the baseline's of the same run,
 * with the median itself beside it.
 */
public final class Report {
  /** Where logs go, and results that are not kept. */
  public static final Path WORK = Path.of("src/bench/target/bench");

  private static final Path KEPT = Path.of("src/bench/results");
  private static final Path README = Path.of("README.md");
  private static final String END = "<!-- /bench -->";
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(SerializationFeature.INDENT_OUTPUT)
          .build();

  private Report() {}

  /**
   * Prints the table and writes the raw values down; those of a whole run into the tree, and its
   * table into the README. To be called in the project's folder.
   */
  public static void publish(Results results, boolean whole) throws IOException {
    publish(results, table(results), whole);
  }

  /**
   * The same with a table of the caller's.
   *
   * @return the folder that the raw values are in
   */
  public static Path publish(Results results, String table, boolean whole) throws IOException {
    Path file = (whole ? KEPT : WORK).resolve(results.benchmark() + ".json");
    Files.createDirectories(file.getParent());
    Files.writeString(file, MAPPER.writeValueAsString(results) + "\n");
    if (whole) {
      Files.writeString(README, replace(Files.readString(README), results.benchmark(), table));
    }
    System.out.println("\n" + table + "\nRaw values: " + file);
    return file.getParent();
  }

  /** What is kept in the tree of a benchmark. To be called in the project's folder. */
  public static Results kept(String benchmark) throws IOException {
    return read(Files.readString(KEPT.resolve(benchmark + ".json")));
  }

  /** The content of a file of raw values. */
  public static Results read(String json) {
    return MAPPER.readValue(json, Results.class);
  }

  /** The table, with what it depends on above it. */
  static String table(Results results) {
    List<String> measures = distinct(results, Series.Key::measure);
    StringBuilder table =
        new StringBuilder()
            .append("Ratios of medians against ")
            .append(results.baseline())
            .append(", medians beside them; ")
            .append(source(results))
            .append(".\n\n")
            .append(row(Stream.concat(Stream.of("", ""), measures.stream())))
            .append(row(Stream.generate(() -> "---").limit(measures.size() + 2L)));
    for (String subject : distinct(results, Series.Key::subject)) {
      for (String variant : distinct(results, Series.Key::variant)) {
        if (measures.stream().anyMatch(m -> results.find(subject, variant, m).isPresent())) {
          Stream<String> cells = measures.stream().map(m -> cell(results, subject, variant, m));
          table.append(row(Stream.concat(Stream.of(subject, variant), cells)));
        }
      }
    }
    return table.toString();
  }

  /** The run that the values are of, and what it ran on. */
  public static String source(Results results) {
    Machine machine = results.machine();
    return results.rounds()
        + " alternating rounds of `"
        + results.command()
        + "` on "
        + results.date()
        + ": "
        + Stream.of(
                machine.processor(),
                machine.system(),
                "JDK " + machine.jdk() + " " + machine.options(),
                machine.postgres().isEmpty() ? "" : "PostgreSQL " + machine.postgres())
            .map(String::strip)
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("; "));
  }

  /** The text with what stands between the markers of this benchmark replaced. */
  public static String replace(String text, String benchmark, String table) {
    String begin = "<!-- bench:" + benchmark + " -->";
    int from = text.indexOf(begin);
    int to = text.indexOf(END, Math.max(from, 0));
    if (from < 0 || to < 0) {
      throw new IllegalStateException(
          README + " has no place for the table; write " + begin + " and " + END + " into it.");
    }
    return text.substring(0, from + begin.length()) + "\n" + table + text.substring(to);
  }

  /** Three digits that count, whatever the size: 0.0371, 6.13, 1,740. */
  public static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
    int wholeDigits = rounded.precision() - rounded.scale();
    int decimals = value == 0 ? 0 : Math.max(0, 3 - wholeDigits);
    return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
  }

  private static String cell(Results results, String subject, String variant, String measure) {
    return results
        .find(subject, variant, measure)
        .map(series -> {
          String raw = (number(series.median()) + " " + series.key().unit()).strip();
          return results
              .find(subject, results.baseline(), measure)
              .map(base -> ratio(series.median() / base.median()) + " (" + raw + ")")
              .orElse(raw);
        })
        .orElse("");
  }

  /** As tables show it. */
  public static String ratio(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  private static List<String> distinct(
      Results results, java.util.function.Function<Series.Key, String> part) {
    return results.series().stream().map(Series::key).map(part).distinct().toList();
  }

  /** A line of a table. */
  public static String row(Stream<String> cells) {
    return cells.collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
