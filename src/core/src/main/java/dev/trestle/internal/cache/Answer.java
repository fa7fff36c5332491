package dev.trestle.internal.cache;

import dev.trestle.ETag;
import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.spi.Body;
import dev.trestle.spi.Caching;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a cached function answers.
 *
 * @param response whole; without a body where an error was thrown
 * @param error thrown, to be shaped for each client
 */
public record Answer(Response response, Optional<HttpError> error) {
  /**
   * A returned answer, with the headers of the rule.
   *
   * @param response its body in bytes or empty
   */
  public static Answer of(Response response, Caching rule) {
    Response complete = tagged(response);
    if (complete.header("Cache-Control").isEmpty()) {
      complete = complete.withHeader("Cache-Control", control(rule));
    }
    return new Answer(complete, Optional.empty());
  }

  /** A thrown error. */
  public static Answer of(HttpError error, Caching rule) {
    Response response = Response.empty(error.status());
    return new Answer(
        isKept(error.status()) ? response.withHeader("Cache-Control", control(rule)) : response,
        Optional.of(error));
  }

  private static Response tagged(Response response) {
    boolean tag = response.status() == 200 && response.header("ETag").isEmpty();
    return tag && response.body() instanceof Body.Bytes bytes
        ? response.withETag(ETag.ofBytes(bytes.bytes()))
        : response;
  }

  private static String control(Caching rule) {
    return "s-maxage="
        + rule.fresh().toSeconds()
        + ", stale-while-revalidate="
        + rule.stale().toSeconds();
  }

  /** To be kept by this rule, if it may be. */
  public Made<Answer> made(Caching rule) {
    return new Made<>(this, rule, weight(), isKept(), failure());
  }

  private int weight() {
    int weight = response.body() instanceof Body.Bytes bytes ? bytes.bytes().length : 0;
    for (Map.Entry<String, String> header : response.headers()) {
      weight += header.getKey().length() + header.getValue().length();
    }
    return weight;
  }

  private boolean isKept() {
    String control = response.header("Cache-Control").orElse("").toLowerCase(Locale.ROOT);
    return isKept(response.status())
        && !control.contains("no-store")
        && !control.contains("private");
  }

  /** What went wrong, if that is what it tells. */
  private Optional<Throwable> failure() {
    int status = response.status();
    return status < 500
        ? Optional.empty()
        : Optional.of(
            error.isPresent()
                ? error.get()
                : new IllegalStateException("The function answered with " + status));
  }

  private static boolean isKept(int status) {
    return status < 300 && status != 206 || status == 404 || status / 100 == 3 && status != 304;
  }
}
