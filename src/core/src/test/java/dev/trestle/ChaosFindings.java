package dev.trestle;

import java.util.Locale;

/** Tells what a scenario of {@code make chaos} injects and sees, if this is that. */
final class ChaosFindings {
  private final String scenario;

  ChaosFindings(String scenario) {
    this.scenario = scenario;
  }

  void injected(String what, Object... arguments) {
    print("injected", what, arguments);
  }

  void saw(String what, Object... arguments) {
    print("saw", what, arguments);
  }

  private void print(String kind, String what, Object... arguments) {
    if (Boolean.getBoolean("chaos")) {
      String text = String.format(Locale.ROOT, what, arguments);
      System.out.printf("%-10s %-9s %s%n", scenario, kind, text);
    }
  }
}
