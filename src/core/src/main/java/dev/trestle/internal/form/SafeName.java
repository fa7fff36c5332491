package dev.trestle.internal.form;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Makes of whatever a client calls a file the name of a file. */
final class SafeName {
  private static final int LONGEST = 120;
  private static final int LONGEST_EXTENSION = 16;
  private static final Pattern UNSAFE = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}<>:\"|?*]");

  /** From the beginning of a run only: a long one in the middle is looked at once. */
  private static final Pattern EDGES = Pattern.compile("^[.\\s]+|(?<![.\\s])[.\\s]++$");

  /** Devices on Windows, with any extension. */
  private static final Pattern RESERVED =
      Pattern.compile("(?i)(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])\\s*(\\..*)?");

  private SafeName() {}

  static String of(String name) {
    // Compatible forms of separators and dots, like U+FF0F, become what they look like first.
    String plain = Normalizer.normalize(name, Normalizer.Form.NFKC).replace('\\', '/');
    String base = plain.substring(plain.lastIndexOf('/') + 1);
    String safe = shorten(trim(UNSAFE.matcher(base).replaceAll("")));
    if (safe.isEmpty()) {
      return "file";
    }
    return RESERVED.matcher(safe).matches() ? "_" + safe : safe;
  }

  private static String trim(String name) {
    return EDGES.matcher(name).replaceAll("");
  }

  private static String shorten(String name) {
    if (name.length() <= LONGEST) {
      return name;
    }
    int dot = name.lastIndexOf('.');
    String extension =
        dot > 0 && name.length() - dot <= LONGEST_EXTENSION ? name.substring(dot) : "";
    int end = LONGEST - extension.length();
    boolean split = Character.isHighSurrogate(name.charAt(end - 1));
    return trim(name.substring(0, split ? end - 1 : end)) + extension;
  }
}
