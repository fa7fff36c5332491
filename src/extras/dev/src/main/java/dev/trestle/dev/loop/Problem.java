package dev.trestle.dev.loop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is wrong at one place.
 *
 * @param message in a sentence or more
 * @param place where
 */
public record Problem(String message, Optional<Place> place) {
  private static final int AROUND = 2;

  /**
   * A line of a file.
   *
   * @param file relative to where the command was called
   * @param line from 1
   * @param column from 1; 0 if it is not known
   * @param excerpt that line and some around it
   */
  public record Place(String file, int line, int column, List<Line> excerpt) {}

  /**
   * A line.
   *
   * @param number from 1
   * @param text of it
   */
  public record Line(int number, String text) {}

  /**
   * One that is nowhere in particular.
   *
   * @param message in a sentence or more
   * @return without a place
   */
  public static Problem of(String message) {
    return new Problem(message, Optional.empty());
  }

  /**
   * One in a file.
   *
   * @param message in a sentence or more
   * @param file shown relative to where the command was called
   * @param text of the file
   * @param line from 1
   * @param column from 1; 0 if it is not known
   * @return with an excerpt
   */
  public static Problem at(String message, Path file, String text, int line, int column) {
    Path here = Path.of("").toAbsolutePath();
    Path shown = file.isAbsolute() && file.startsWith(here) ? here.relativize(file) : file;
    return new Problem(
        message, Optional.of(new Place(shown.toString(), line, column, excerpt(text, line))));
  }

  private static List<Line> excerpt(String text, int line) {
    List<String> all = text.lines().toList();
    List<Line> excerpt = new ArrayList<>();
    for (int i = Math.max(1, line - AROUND); i <= Math.min(all.size(), line + AROUND); i++) {
      excerpt.add(new Line(i, all.get(i - 1)));
    }
    return excerpt;
  }

  /**
   * As compilers write it: {@code file:line: message}, and the excerpt.
   *
   * @return several lines
   */
  public String text() {
    if (place.isEmpty()) {
      return message;
    }
    Place at = place.get();
    StringBuilder text = new StringBuilder();
    text.append(at.file()).append(':').append(at.line()).append(": ").append(message);
    for (Line line : at.excerpt()) {
      text.append(
          "\n%s %5d | %s"
              .formatted(line.number() == at.line() ? ">" : " ", line.number(), line.text()));
      if (line.number() == at.line() && at.column() > 0) {
        String before = line.text().substring(0, Math.min(line.text().length(), at.column() - 1));
        text.append("\n        | ").append(before.replaceAll("[^\t]", " ")).append('^');
      }
    }
    return text.toString();
  }
}
