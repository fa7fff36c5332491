package dev.trestle.diagram;

import java.util.stream.Collectors;

/** Writes a drawing down. */
final class Svg {
  /** No variables, which not every program that shows pictures knows. */
  private static final String STYLE =
      """
        <style>
          text { font: 12px ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; fill: #1f2328 }
          .paper { fill: #ffffff }
          .box { fill: #f6f8fa; stroke: #8c959f }
          .head { fill: #dde4ec; stroke: #8c959f }
          .name { font-weight: bold }
          .type, .key { fill: #59636e }
          .type { text-anchor: end }
          .key { font-size: 9px }
          .line { fill: none; stroke: #2f6fab; stroke-width: 1.5 }
          .optional { stroke-dasharray: 5 3 }
          .arrow { fill: #2f6fab }
          @media (prefers-color-scheme: dark) {
            text { fill: #e6edf3 }
            .paper { fill: #0d1117 }
            .box { fill: #161b22; stroke: #57606a }
            .head { fill: #2a323c; stroke: #57606a }
            .type, .key { fill: #9198a1 }
            .line { stroke: #6cb0f5 }
            .arrow { fill: #6cb0f5 }
          }
        </style>
      """;

  /** From the top of a row to the line that its letters stand on. */
  private static final int BASELINE = 15;

  private static final int KEY_WIDTH = 24;
  private static final int LEAST_WIDTH = 240;
  private static final int LEAST_HEIGHT = 40;

  private final Drawing drawing;
  private final StringBuilder svg = new StringBuilder();

  Svg(Drawing drawing) {
    this.drawing = drawing;
  }

  String text() {
    int width = Math.max(drawing.width(), LEAST_WIDTH);
    int height = Math.max(drawing.height(), LEAST_HEIGHT);
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$d" height="%2$d" viewBox="0 0 %1$d %2$d" role="img" aria-labelledby="title description">
          <title id="title">Tables and foreign keys</title>
          <desc id="description">%3$s</desc>
        """
            .formatted(width, height, escape(description())));
    svg.append(STYLE);
    svg.append(
        """
          <defs>
            <marker id="arrow" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto" markerUnits="userSpaceOnUse"><path class="arrow" d="M0 0L8 4L0 8Z"/></marker>
          </defs>
          <rect class="paper" width="%d" height="%d"/>
        """
            .formatted(width, height));
    if (drawing.boxes().isEmpty()) {
      svg.append("  <text x=\"16\" y=\"26\">There are no tables.</text>\n");
    }
    drawing.lines().forEach(this::line);
    drawing.boxes().forEach(this::box);
    return svg.append("</svg>\n").toString();
  }

  /** For who does not see it: all tables, then all lines. */
  private String description() {
    if (drawing.boxes().isEmpty()) {
      return "There are no tables.";
    }
    String tables =
        drawing.boxes().stream()
            .map(placed -> placed.box().name())
            .collect(Collectors.joining(", ", "Tables: ", "."));
    return drawing.lines().isEmpty()
        ? tables
        : tables
            + drawing.lines().stream()
                .map(line -> line.reference().title())
                .collect(Collectors.joining("; ", " Foreign keys: ", "."));
  }

  private void line(Drawing.Line line) {
    svg.append("  <path class=\"line");
    if (line.reference().optional()) {
      svg.append(" optional");
    }
    svg.append("\" marker-end=\"url(#arrow)\" d=\"");
    char command = 'M';
    for (Drawing.Point point : line.points()) {
      svg.append(command).append(point.x()).append(' ').append(point.y());
      command = 'L';
    }
    svg.append("\"><title>").append(escape(line.reference().title())).append("</title></path>\n");
  }

  private void box(Drawing.Placed placed) {
    Box box = placed.box();
    svg.append("  <g transform=\"translate(%d %d)\">\n".formatted(placed.x(), placed.y()));
    svg.append("    <title>%s</title>\n".formatted(escape(box.name())));
    svg.append(
        "    <rect class=\"box\" width=\"%d\" height=\"%d\" rx=\"4\"/>\n"
            .formatted(box.width(), box.height()));
    svg.append(
        "    <path class=\"head\" d=\"M0 %1$dV4Q0 0 4 0H%3$dQ%2$d 0 %2$d 4V%1$dZ\"/>\n"
            .formatted(Box.HEAD - Box.PADDING / 2, box.width(), box.width() - 4));
    svg.append(
        "    <text class=\"name\" x=\"%d\" y=\"17\">%s</text>\n"
            .formatted(Box.PADDING, escape(box.name())));
    int top = Box.HEAD;
    for (Box.Row row : box.rows()) {
      row(row, top + BASELINE, box.width());
      top += Box.ROW;
    }
    svg.append("  </g>\n");
  }

  private void row(Box.Row row, int y, int width) {
    if (!row.key().isEmpty()) {
      svg.append(
          "    <text class=\"key\" x=\"%d\" y=\"%d\">%s</text>\n"
              .formatted(Box.PADDING, y, row.key()));
    }
    svg.append(
        "    <text x=\"%d\" y=\"%d\">%s</text><text class=\"type\" x=\"%d\" y=\"%d\">%s</text>\n"
            .formatted(
                Box.PADDING + KEY_WIDTH,
                y,
                escape(row.name()),
                width - Box.PADDING,
                y,
                escape(row.type())));
  }

  /** Names may hold whatever a quoted name may; what XML does not take at all becomes a mark. */
  private static String escape(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "\uFFFD")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;");
  }
}
