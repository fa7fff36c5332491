package dev.trestle.e2e.chaos;

import java.util.Locale;

/** Tells, as it happens, what a scenario of {@code make chaos} injects and what it sees of that. */
final class Findings {
  /** Whether this is {@code make chaos}, and not the short form that is one test among others. */
  static final boolean WHOLE = Boolean.getBoolean("chaos");

  private final String scenario;

  Findings(String scenario) {
    this.scenario = scenario;
  }

  void injected(String what, Object... arguments) {
    print("injected", what, arguments);
  }

  void saw(String what, Object... arguments) {
    print("saw", what, arguments);
  }

  private void print(String kind, String what, Object... arguments) {
    if (WHOLE) {
      String text = String.format(Locale.ROOT, what, arguments);
      System.out.printf(Locale.ROOT, "%-10s %-9s %s%n", scenario, kind, text);
    }
  }
}
