package dev.trestle.processor.openapi;

import java.util.ArrayList;
import java.util.List;

/** The arguments of a generic type as text, {@code a.B<c.D>,e.F}. */
final class TypeArguments {
  private TypeArguments() {}

  /** Each of them. */
  static List<String> split(String arguments) {
    List<String> found = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < arguments.length(); i++) {
      switch (arguments.charAt(i)) {
        case '<' -> depth++;
        case '>' -> depth--;
        case ',' -> {
          if (depth == 0) {
            found.add(arguments.substring(start, i));
            start = i + 1;
          }
        }
        default -> {
          // Part of a name.
        }
      }
    }
    found.add(arguments.substring(start));
    return found;
  }
}
