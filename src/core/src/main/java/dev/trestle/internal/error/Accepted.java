package dev.trestle.internal.error;

import java.util.Locale;

/** How much a client wants a type, as its {@code Accept} says. */
final class Accepted {
  private final String[] ranges;

  Accepted(String accept) {
    this.ranges = accept.toLowerCase(Locale.ROOT).split(",");
  }

  /** The weight of a type, by the narrowest range that contains it: 0 for not at all to 1. */
  double weight(String type) {
    double exact = quality(type);
    double some = exact >= 0 ? exact : quality(type.substring(0, type.indexOf('/')) + "/*");
    return Math.max(some >= 0 ? some : quality("*/*"), 0);
  }

  /** The weight of a type where the client names it, else 0. */
  double named(String type) {
    return Math.max(quality(type), 0);
  }

  /** The highest weight of a range; -1 if it is not there. */
  private double quality(String range) {
    double best = -1;
    for (String one : ranges) {
      String[] parts = one.split(";", -1);
      if (parts[0].strip().equals(range)) {
        best = Math.max(best, quality(parts));
      }
    }
    return best;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String[] parameter = parts[i].split("=", 2);
      if (parameter.length == 2 && parameter[0].strip().equals("q")) {
        try {
          return Math.clamp(Double.parseDouble(parameter[1].strip()), 0, 1);
        } catch (NumberFormatException e) {
          return 0;
        }
      }
    }
    return 1;
  }
}
