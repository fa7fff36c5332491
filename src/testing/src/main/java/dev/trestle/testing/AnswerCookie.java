package dev.trestle.testing;

import dev.trestle.SigningKey;
import dev.trestle.internal.cookie.CookieJar;
import dev.trestle.internal.work.RequestWork;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A cookie that an answer sets.
 *
 * @param name of the cookie
 * @param value as it was sent, encoded or signed; empty if the cookie is deleted
 * @param attributes after that, like {@code Max-Age} to {@code 60} or {@code Secure} to the empty
 *     text, by name in any case
 */
public record AnswerCookie(String name, String value, Map<String, String> attributes) {
  /**
   * Reads the value of a header {@code Set-Cookie}.
   *
   * @param header the value
   * @return what it sets
   */
  public static AnswerCookie parse(String header) {
    String[] parts = header.split(";");
    Map<String, String> attributes = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < parts.length; i++) {
      String[] attribute = parts[i].strip().split("=", 2);
      attributes.put(attribute[0], attribute.length > 1 ? attribute[1] : "");
    }
    String[] first = parts[0].split("=", 2);
    return new AnswerCookie(first[0].strip(), first.length > 1 ? first[1].strip() : "", attributes);
  }

  /**
   * What was set.
   *
   * @return the value, not encoded
   */
  public String text() {
    return jar(InstantSource.system()).get(name).orElse("");
  }

  /**
   * What was set, if it was signed.
   *
   * @param key that it is to be signed with
   * @param clock by which it holds
   * @return empty if it was not signed with that key for a cookie of that name, or holds no more
   */
  public Optional<String> signed(SigningKey key, InstantSource clock) {
    return jar(clock).signed(name, key);
  }

  /** As an application reads what a client sends. */
  private CookieJar jar(InstantSource clock) {
    return new CookieJar(() -> List.of(name + "=" + value), false, clock, new RequestWork());
  }

  /**
   * One of its attributes.
   *
   * @param attribute in any case: {@code SameSite}
   * @return empty if it has none of that name; the empty text for one without a value
   */
  public Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  /**
   * Whether it has an attribute, like {@code HttpOnly}.
   *
   * @param attribute in any case
   * @return whether it is there, with a value or without
   */
  public boolean has(String attribute) {
    return attributes.containsKey(attribute);
  }

  /**
   * How long it lasts.
   *
   * @return empty for as long as the browser is open
   */
  public Optional<Duration> maxAge() {
    return attribute("Max-Age").map(Long::parseLong).map(Duration::ofSeconds);
  }

  /**
   * Whether it makes an end of one.
   *
   * @return whether it lasts no time
   */
  public boolean isDeleted() {
    return maxAge().filter(it -> !it.isPositive()).isPresent();
  }

  /**
   * Where it is sent.
   *
   * @return a path, {@code /} unless it says another
   */
  public String path() {
    return attribute("Path").orElse("/");
  }

  /** As the header has it, but for the order of attributes. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name).append('=').append(value);
    attributes.forEach((attribute, its) ->
        text.append("; ").append(attribute).append(its.isEmpty() ? "" : "=" + its));
    return text.toString();
  }
}
