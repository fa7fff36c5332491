package dev.trestle.internal.cookie;

import dev.trestle.Cookie;
import dev.trestle.SigningKey;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * A cookie that an answer sets.
 *
 * @param cookie as it was given
 * @param value as it is sent: signed and encoded
 * @param end when it goes; empty for when the browser closes
 */
record SetCookie(Cookie cookie, String value, Optional<Instant> end) {
  private static final int LONGEST = 4096;
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  static SetCookie of(Cookie cookie, Instant now) {
    Optional<Duration> kept = cookie.attributes().maxAge();
    Optional<Instant> end = kept.map(time -> time.isZero() ? Instant.EPOCH : now.plus(time));
    String value =
        cookie
            .key()
            .map(key -> sign(key, cookie, end))
            .orElseGet(() -> CookieText.encode(cookie.value()));
    int length = cookie.name().length() + 1 + value.length();
    if (length > LONGEST) {
      throw new IllegalArgumentException(
          "Cookie '"
              + CookieText.printable(cookie.name())
              + "' has "
              + length
              + " bytes as it is sent; browsers drop one of more than "
              + LONGEST
              + ". Keep the value in the database and its key in the cookie");
    }
    return new SetCookie(cookie, value, end);
  }

  private static String sign(SigningKey key, Cookie cookie, Optional<Instant> end) {
    boolean deletes = end.filter(Instant.EPOCH::equals).isPresent();
    return deletes ? "" : Signatures.sign(key, cookie.name(), cookie.value(), end);
  }

  /** Whether it makes an end of the cookie. */
  boolean deletes() {
    return end.filter(Instant.EPOCH::equals).isPresent();
  }

  /** What a browser replaces: cookies differ by path and domain too. */
  record Place(String name, String path, Optional<String> domain) {}

  Place place() {
    Cookie.Attributes attributes = cookie.attributes();
    Optional<String> domain = attributes.domain().map(name -> name.toLowerCase(Locale.ROOT));
    return new Place(cookie.name(), attributes.path(), domain);
  }

  /**
   * The value of the header.
   *
   * @param plainHttp whether {@code Secure} is left out where it can be
   */
  String header(boolean plainHttp) {
    Cookie.Attributes attributes = cookie.attributes();
    StringBuilder text = new StringBuilder(cookie.name()).append('=').append(value);
    text.append("; Path=").append(attributes.path());
    end.ifPresent(time -> text.append("; Expires=").append(DATE.format(time)));
    attributes.maxAge().ifPresent(time -> text.append("; Max-Age=").append(time.toSeconds()));
    attributes.domain().ifPresent(domain -> text.append("; Domain=").append(domain));
    if (attributes.secure() && !(plainHttp && canBePlain())) {
      text.append("; Secure");
    }
    if (attributes.httpOnly()) {
      text.append("; HttpOnly");
    }
    text.append("; SameSite=").append(attributes.sameSite());
    if (attributes.partitioned()) {
      text.append("; Partitioned");
    }
    attributes.priority().ifPresent(rank -> text.append("; Priority=").append(rank));
    return text.toString();
  }

  private boolean canBePlain() {
    try {
      cookie.secure(false);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
