package dev.trestle.bench.http;

import dev.trestle.bench.report.Report;
import dev.trestle.bench.report.Results;
import dev.trestle.bench.report.Series;
import java.util.List;
import java.util.Locale;

/**
 * A run over HTTP as a picture: for each point and side, how many times the baseline's requests a
 * second each turn answered, as small dots, and their median, as a large one.
 */
final class RequestPlot {
  private static final int LEFT = 120;
  private static final int RIGHT = 96;
  private static final int WIDTH = 820;
  private static final int TOP = 82;
  private static final int LANE = 11;
  private static final int GAP = 9;
  private static final int BOTTOM = 34;

  /** Of the axis, which is logarithmic: twice is as far from once as a half is. */
  private static final List<Double> TICKS =
      List.of(0.125, 0.25, 0.5, 0.75, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0);

  /** Colours that differ for most eyes, on light and on dark; the baseline's is the first. */
  private static final List<String> COLOURS =
      List.of("#8b949e", "#2f81f7", "#d18616", "#1f9d76", "#c2559d", "#a371f7", "#b59f00");

  private static final String START = "start";
  private static final String MIDDLE = "middle";
  private static final String END = "end";

  private static final String STYLE =
      """
      <style>
      svg { font: 12px system-ui, -apple-system, "DejaVu Sans", sans-serif }
      .paper { fill: #ffffff } text { fill: #1f2328 } .quiet { fill: #59636e }
      .line { stroke: #d1d9e0 } .one { stroke: #59636e }
      @media (prefers-color-scheme: dark) {
      .paper { fill: #0d1117 } text { fill: #f0f6fc } .quiet { fill: #9198a1 }
      .line { stroke: #3d444d } .one { stroke: #9198a1 } }
      </style>
      """;

  private final Results results;
  private final List<Point> points;
  private final List<String> variants;
  private final int height;
  private final double least;
  private final double most;
  private final StringBuilder svg = new StringBuilder();

  private RequestPlot(Results results) {
    this.results = results;
    this.points = RequestValues.points(results);
    this.variants =
        results.variants().stream()
            .sorted((a, b) -> Boolean.compare(isBaseline(b), isBaseline(a)))
            .toList();
    this.height = TOP + BOTTOM + points.size() * GAP + LANE * lanes();
    List<Double> all = points.stream().flatMap(point -> ratiosAt(point).stream()).toList();
    this.least = Math.min(0.75, all.stream().min(Double::compare).orElse(1.0) / 1.05);
    this.most = Math.max(1.5, all.stream().max(Double::compare).orElse(1.0) * 1.05);
  }

  static String of(Results results) {
    return new RequestPlot(results).draw();
  }

  private String draw() {
    svg.append(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\">\n"
            .formatted(WIDTH, height));
    String title = "Requests a second, as a multiple of " + results.baseline() + "'s";
    svg.append("<title>").append(escape(title)).append("</title>\n").append(STYLE);
    svg.append("<rect class=\"paper\" width=\"%d\" height=\"%d\"/>\n".formatted(WIDTH, height));
    text(16, 24, START, "", title + "; large: the median of all turns");
    legend();
    text(LEFT - 10, TOP - 12, END, "quiet", "connections");
    text(WIDTH - RIGHT + 10, TOP - 12, START, "quiet", results.baseline());
    TICKS.stream().filter(tick -> tick >= least && tick <= most).forEach(this::tick);
    int y = TOP;
    for (Point point : points) {
      y = row(point, y);
    }
    return svg.append("</svg>\n").toString();
  }

  private void legend() {
    int x = 16;
    for (String variant : variants) {
      dot(x + 5, 42, 5, variant, 1);
      text(x + 15, 46, START, "", variant);
      x += 32 + 7 * variant.length();
    }
  }

  private void tick(double ratio) {
    double x = x(ratio);
    svg.append(
        format(
            "<path class=\"%s\" d=\"M%.1f %d V%d\"/>\n",
            ratio == 1 ? "one" : "line", x, TOP - 4, height - BOTTOM));
    String label = Report.number(ratio).replaceFirst("\\.?(?<!0)0++$", "");
    text(x, height - BOTTOM + 18, MIDDLE, "quiet", label + "×");
  }

  /** Draws what was measured at a point, and gives where the next may begin. */
  private int row(Point point, int top) {
    List<String> here = variants.stream().filter(name -> isAt(point, name)).toList();
    int bottom = top + here.size() * LANE + GAP;
    double middle = (top + bottom) / 2.0 + 4;
    String title = point.work().title() + " · " + point.connections();
    text(LEFT - 10, middle, END, "", title);
    RequestValues.find(results, point, results.baseline(), RequestValues.RATE)
        .ifPresent(base ->
            text(WIDTH - RIGHT + 10, middle, START, "quiet", Report.number(base.median()) + "/s"));
    int y = top + GAP / 2 + LANE / 2;
    for (String variant : here) {
      List<Double> ratios = ratios(point, variant);
      for (double ratio : ratios) {
        dot(x(ratio), y, 2.2, variant, 0.6);
      }
      dot(x(Series.median(ratios)), y, 4.4, variant, 1);
      y += LANE;
    }
    svg.append("<path class=\"line\" d=\"M%d %d H%d\"/>\n".formatted(LEFT, bottom, WIDTH - RIGHT));
    return bottom;
  }

  private double x(double ratio) {
    double part = Math.log(ratio / least) / Math.log(most / least);
    return LEFT + part * (WIDTH - LEFT - RIGHT);
  }

  private void dot(double x, double y, double radius, String variant, double opacity) {
    String colour = COLOURS.get(variants.indexOf(variant) % COLOURS.size());
    svg.append(
        format(
            "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\" fill=\"%s\" fill-opacity=\"%.1f\"/>\n",
            x, y, radius, colour, opacity));
  }

  private void text(double x, double y, String anchor, String style, String text) {
    svg.append(
        format(
            "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" class=\"%s\">%s</text>\n",
            x, y, anchor, style, escape(text)));
  }

  private boolean isBaseline(String variant) {
    return variant.equals(results.baseline());
  }

  private boolean isAt(Point point, String variant) {
    return !ratios(point, variant).isEmpty();
  }

  private int lanes() {
    return (int)
        points.stream()
            .mapToLong(point -> variants.stream().filter(name -> isAt(point, name)).count())
            .sum();
  }

  private List<Double> ratiosAt(Point point) {
    return variants.stream().flatMap(variant -> ratios(point, variant).stream()).toList();
  }

  /** Of each turn that had an answer. */
  private List<Double> ratios(Point point, String variant) {
    return RequestValues.ratios(results, point, variant).stream()
        .filter(ratio -> ratio > 0)
        .toList();
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }
}
