package dev.trestle.dev.loop;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Whether a request names this machine as nobody else can: a site whose name was made to lead here
 * (DNS rebinding) has its own name in the request.
 */
final class LocalName {
  private static final Pattern NUMBERS = Pattern.compile("[0-9.]+|\\[[0-9a-fA-F:.%]+]");

  private LocalName() {}

  /**
   * Whether it does.
   *
   * @param name from the request
   * @param host that the server listens on
   */
  static boolean is(String name, String host) {
    String lower = String.valueOf(name).toLowerCase(Locale.ROOT);
    return lower.equals("localhost")
        || lower.endsWith(".localhost")
        || lower.equals(host.toLowerCase(Locale.ROOT))
        || NUMBERS.matcher(lower).matches();
  }
}
