package dev.trestle.service.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.stream.Stream;

/** What attackers write where a value is asked for. */
final class Payloads {
  /** In each that is SQL, so that a statement which holds one can be told. */
  static final String MARK = "zqx";

  /** Begins a line of the log that nobody wrote. */
  static final String FORGED = "[main] ERROR forged";

  private static final List<String> SQL =
      List.of(
          "' or 'zqx'='zqx",
          "'; drop table users; -- zqx",
          "\"; drop table users; -- zqx",
          "1; select pg_sleep(600) -- zqx",
          "' union select 'zqx', password_hash from users --",
          "'||(select 'zqx'||version())||'",
          "$$; create table zqx(); --",
          "\\'; delete from posts -- zqx",
          "00000000-0000-4000-8000-000000000001' or 'zqx'='zqx",
          "id, (select 'zqx' || password_hash from users limit 1)",
          ":zqx ?zqx $1 {0} {zqx}",
          "%' or title like '%zqx",
          "zqx) desc; drop table posts; --");

  private static final List<String> TEXT =
      List.of(
          "",
          " ",
          "null",
          "\0",
          "a\0b",
          "a\r\nX-Injected: yes\r\n\r\n<html>",
          "a\n" + FORGED,
          "a\r" + FORGED,
          "a\u2028" + FORGED + "\u0085" + FORGED,
          "\u001b[2J\u001b[31m\u0007",
          "\u202egnp.exe",
          "\uFEFF\uFFFE\uFFFF",
          "😀é你\u0301",
          "../../../../etc/passwd",
          "..\\..\\windows\\win.ini",
          "/etc/passwd",
          "<script>alert(1)</script>",
          "${jndi:ldap://127.0.0.1:1/a}",
          "#{7*7}${7*7}{{7*7}}",
          "=cmd|' /C calc'!A0",
          "-1",
          "2147483648",
          "9223372036854775808",
          "1e999999999",
          "NaN",
          "0x7f",
          "true",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
          "x".repeat(7000),
          ";,=\"'`\\",
          "*");

  /** As they are on the wire, in a URL or a header. */
  private static final List<String> ENCODED =
      List.of(
          "%",
          "%0",
          "%zz",
          "%00",
          "%0d%0aX-Injected:%20yes",
          "%c0%af",
          "%c0%80",
          "%ed%a0%80",
          "%ff%fe",
          "%u0027",
          "%2527",
          "%252e%252e%252f",
          "..%2f..%2f",
          "%2e%2e",
          "%5c..%5c",
          "a;jsessionid=1",
          "+",
          "a\u2028ERROR_forged\u0085x");

  /** JSON that is no value of the type that is asked for, or no JSON. */
  private static final List<String> JSON =
      List.of(
          "null",
          "true",
          "{}",
          "[]",
          "[[\"x\"]]",
          "{\"$ne\":null}",
          "{\"@class\":\"java.lang.Runtime\"}",
          "-1",
          "1.5",
          "1e999999999",
          "-1e-999999999",
          "9223372036854775808",
          "\"\\ud800\"",
          "\"\\udc00\\ud800\"",
          "\"\\u0000\"",
          "NaN",
          "'x'",
          "\"\t\"",
          "\"x",
          "1,\"email\":\"twice@zqx\"");

  /** The largest that the limit of bodies lets in, or nearly. */
  private static final List<String> HUGE =
      List.of(
          "9".repeat(1_000_000),
          "1e" + "9".repeat(1_000_000),
          "[".repeat(500_000) + "]".repeat(500_000),
          "{\"a\":".repeat(100_000),
          "\"" + "\\u0041".repeat(160_000) + "\"",
          colliding());

  private Payloads() {}

  /** Texts that could be anywhere. */
  static List<String> texts() {
    return Stream.of(SQL, TEXT).flatMap(List::stream).toList();
  }

  /** Pieces of URLs and headers. */
  static List<String> encoded() {
    return ENCODED;
  }

  /** Values in JSON. */
  static List<String> json() {
    return JSON;
  }

  /** Values in JSON that fill a body. */
  static List<String> huge() {
    return HUGE;
  }

  /** Escaped like a component of a URL. */
  static String percent(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(UTF_8)) {
      out.append(Character.isLetterOrDigit(b) ? "" + (char) b : "%%%02X".formatted(b & 0xff));
    }
    return out.toString();
  }

  /** A header may hold neither of these; what comes of it is a test of its own. */
  static String headerValue(String text) {
    String oneLine = text.replace('\r', ' ').replace('\n', ' ').replace('\0', ' ');
    return new String(oneLine.getBytes(UTF_8), ISO_8859_1);
  }

  /** As a JSON text, with everything but ASCII as it is. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder("\"");
    for (char c : text.toCharArray()) {
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else {
        out.append(c < ' ' ? "\\u%04x".formatted((int) c) : "" + c);
      }
    }
    return out.append('"').toString();
  }

  /** An object of 16,384 keys that all have the same hash. */
  private static String colliding() {
    StringBuilder object = new StringBuilder("{\"a\":0");
    for (int i = 0; i < 1 << 14; i++) {
      object.append(",\"");
      for (int bit = 0; bit < 14; bit++) {
        object.append((i >> bit & 1) == 0 ? "Aa" : "BB");
      }
      object.append("\":0");
    }
    return object.append('}').toString();
  }
}
