package dev.trestle.internal.call;

import dev.trestle.Cookie;
import dev.trestle.Cookies;
import java.time.Duration;

/**
 * Up to where the primary's log went when a client had written, kept by the client. Nobody waits
 * for it: who makes one up is answered by the primary, as if there were no replicas.
 */
final class PositionCookie {
  private static final String NAME = "trestle-position";

  private PositionCookie() {}

  /** What the client says; 0 if nothing that can be understood. */
  static long read(Cookies cookies) {
    try {
      return cookies.get(NAME).map(text -> Long.parseLong(text, Character.MAX_RADIX)).orElse(0L);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /**
   * What the client is told.
   *
   * @param lasting how long it matters
   */
  static Cookie of(long position, Duration lasting) {
    return Cookie.of(NAME, Long.toString(position, Character.MAX_RADIX)).maxAge(lasting);
  }
}
