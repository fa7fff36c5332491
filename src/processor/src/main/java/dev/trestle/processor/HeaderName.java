package dev.trestle.processor;

import java.util.regex.Pattern;

/** The names of headers and cookies: RFC 9110's tokens. */
final class HeaderName {
  private static final Pattern TOKEN = Pattern.compile("[\\w!#$%&'*+.^`|~-]+");

  private HeaderName() {}

  static boolean isOne(String name) {
    return TOKEN.matcher(name).matches();
  }
}
