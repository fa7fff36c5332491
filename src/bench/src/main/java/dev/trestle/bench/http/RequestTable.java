package dev.trestle.bench.http;

import dev.trestle.bench.report.Report;
import dev.trestle.bench.report.Results;
import dev.trestle.bench.report.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A run over HTTP as two tables: how many requests, and how long and how dear they were. */
final class RequestTable {
  private final Results results;
  private final List<Point> points;

  /** The baseline first. */
  private final List<String> variants = new ArrayList<>();

  private RequestTable(Results results) {
    this.results = results;
    this.points = RequestValues.points(results);
    variants.add(results.baseline());
    results.variants().stream().filter(name -> !variants.contains(name)).forEach(variants::add);
  }

  static String of(Results results) {
    return new RequestTable(results).text();
  }

  private String text() {
    return "Requests a second of "
        + results.baseline()
        + ", and how many times as many the others answer in the turn of the same number; medians of "
        + Report.source(results)
        + "."
        + verdict()
        + "\n\n"
        + header()
        + rows(this::rate)
        + "\nHalf of the requests / 99 of 100 are answered within so many ms, and take so many ms of"
        + " the service's processor.\n\n"
        + header()
        + rows(this::latency)
        + memory();
  }

  /** Nothing where it was not counted. */
  private String verdict() {
    if (results.series().stream()
        .noneMatch(series -> series.key().measure().equals(RequestValues.FAILED))) {
      return "";
    }
    return RequestValues.failures(results)
        .map(failed -> " **Not answered with 2xx: " + failed + ".**")
        .orElse(" All answers are 2xx.");
  }

  private String header() {
    return Report.row(Stream.concat(Stream.of("request", "connections"), variants.stream()))
        + Report.row(
            Stream.concat(
                Stream.of("---", "---:"), Stream.generate(() -> "---:").limit(variants.size())));
  }

  private String rows(BiFunction<Point, String, String> cell) {
    return points.stream()
        .map(point ->
            Report.row(
                Stream.concat(
                    Stream.of(point.work().title(), String.valueOf(point.connections())),
                    variants.stream().map(variant -> cell.apply(point, variant)))))
        .collect(Collectors.joining());
  }

  private String rate(Point point, String variant) {
    List<Double> ratios = RequestValues.ratios(results, point, variant);
    String failed =
        RequestValues.find(results, point, variant, RequestValues.FAILED)
            .map(RequestValues::failed)
            .filter(count -> count > 0)
            .map(count -> " **(" + count + " failed)**")
            .orElse("");
    return median(point, variant, RequestValues.RATE)
        .map(rate ->
            variant.equals(results.baseline()) || ratios.isEmpty()
                ? Report.number(rate)
                : Report.ratio(Series.median(ratios)))
        .map(rate -> rate + failed)
        .orElse("");
  }

  private String latency(Point point, String variant) {
    return Stream.of(RequestValues.P50, RequestValues.P99, RequestValues.CPU)
        .flatMap(measure -> median(point, variant, measure).stream())
        .map(Report::number)
        .collect(Collectors.joining(" / "))
        .replaceFirst(" / ([^/]*)$", "; $1");
  }

  /** A row, where it was measured. */
  private String memory() {
    List<String> cells =
        variants.stream()
            .map(variant ->
                results
                    .find(RequestValues.ALL, variant, RequestValues.MEMORY)
                    .map(series -> Report.number(series.median()) + " MiB")
                    .orElse(""))
            .toList();
    return cells.stream().allMatch(String::isEmpty)
        ? ""
        : Report.row(Stream.concat(Stream.of("memory after all of it", ""), cells.stream()));
  }

  private Optional<Double> median(Point point, String variant, String measure) {
    return RequestValues.find(results, point, variant, measure).map(Series::median);
  }
}
