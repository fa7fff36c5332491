package dev.trestle.processor;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;

/** Reports mistakes at the user's element, each once, and goes on: one build shows them all. */
final class Diagnostics {
  private static final int NEAR = 2;

  private final Messager messager;
  private final Set<String> seen = new HashSet<>();
  private int errors;

  Diagnostics(Messager messager) {
    this.messager = messager;
  }

  void error(Element element, String message) {
    errors++;
    if (seen.add(element.getKind() + " " + element + ": " + message)) {
      messager.printMessage(Diagnostic.Kind.ERROR, message, element);
    }
  }

  void error(Element element, AnnotationMirror annotation, String message) {
    errors++;
    if (seen.add(element.getKind() + " " + element + annotation + ": " + message)) {
      messager.printMessage(Diagnostic.Kind.ERROR, message, element, annotation);
    }
  }

  /** How many were reported so far: to tell whether a piece of work found any. */
  int errors() {
    return errors;
  }

  /** " Did you mean 'x'?", or nothing, for the nearest of the known names. */
  static String didYouMean(String name, Collection<String> known) {
    return nearest(name, known).map(near -> " Did you mean '" + near + "'?").orElse("");
  }

  static Optional<String> nearest(String name, Collection<String> known) {
    return known.stream()
        .filter(candidate -> distance(name, candidate) <= NEAR)
        .min((a, b) -> Integer.compare(distance(name, a), distance(name, b)));
  }

  /** Damerau's: a swap of neighbours counts one, as a typing mistake does; case counts nothing. */
  private static int distance(String left, String right) {
    String a = left.toLowerCase(Locale.ROOT);
    String b = right.toLowerCase(Locale.ROOT);
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
