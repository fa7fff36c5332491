package dev.trestle.support;

import java.util.Locale;

/** Tells, as it happens, what a scenario of {@code make chaos} injects and what it sees of that. */
public final class Findings {
  /** Whether this is {@code make chaos}, and not the short form that is one test among others. */
  public static final boolean WHOLE = Boolean.getBoolean("chaos");

  private final String scenario;

  /**
   * Tells of one scenario.
   *
   * @param scenario in a word, which begins each line
   */
  public Findings(String scenario) {
    this.scenario = scenario;
  }

  /**
   * Tells what was done to the service.
   *
   * @param what a format
   * @param arguments of the format
   */
  public void injected(String what, Object... arguments) {
    print("injected", what, arguments);
  }

  /**
   * Tells what came of it.
   *
   * @param what a format
   * @param arguments of the format
   */
  public void saw(String what, Object... arguments) {
    print("saw", what, arguments);
  }

  private void print(String kind, String what, Object... arguments) {
    if (WHOLE) {
      String text = String.format(Locale.ROOT, what, arguments);
      System.out.printf(Locale.ROOT, "%-10s %-9s %s%n", scenario, kind, text);
    }
  }
}
