package dev.trestle.service.app.api.export.posts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Rows as RFC 4180 has them. A text that a spreadsheet would run as a formula has an apostrophe in
 * front, because what users wrote must not run on the machine of who opens the file; programs had
 * better read the lines of JSON, which say exactly what is stored.
 */
final class Csv {
  private final OutputStream out;
  private final StringBuilder rows = new StringBuilder();

  Csv(OutputStream out) {
    this.out = out;
  }

  /** A row, kept until it is sent. Null is an empty cell, empty text a quoted one. */
  void row(Object... cells) {
    for (int i = 0; i < cells.length; i++) {
      if (i > 0) {
        rows.append(',');
      }
      if (cells[i] instanceof String text) {
        text(isFormula(text) ? "'" + text : text);
      } else if (cells[i] != null) {
        rows.append(cells[i]);
      }
    }
    rows.append("\r\n");
  }

  void send() throws IOException {
    out.write(rows.toString().getBytes(StandardCharsets.UTF_8));
    rows.setLength(0);
  }

  private void text(String text) {
    if (text.isEmpty() || text.chars().anyMatch(c -> c == ',' || c == '"' || c < ' ')) {
      rows.append('"').append(text.replace("\"", "\"\"")).append('"');
    } else {
      rows.append(text);
    }
  }

  /** The first characters that OWASP names ("CSV injection"). */
  private static boolean isFormula(String text) {
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0;
  }
}
