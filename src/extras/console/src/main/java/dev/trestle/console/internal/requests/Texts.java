package dev.trestle.console.internal.requests;

/** Texts of which only the beginning is kept. */
final class Texts {
  private Texts() {}

  static String cut(String text, int longest) {
    return text.length() <= longest ? text : text.substring(0, longest) + "…";
  }
}
