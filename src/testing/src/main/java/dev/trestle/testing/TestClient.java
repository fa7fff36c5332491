package dev.trestle.testing;

import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A client that keeps the cookies it is given, and sends them where they belong, as a browser does
 * over HTTPS: for as long as they last by the application's clock. A test method that takes one has
 * a new one; {@link TestApp#client} gives more.
 */
public final class TestClient implements Calls {
  private final Calls calls;
  private final InstantSource clock;
  private final Map<String, Kept> cookies = new LinkedHashMap<>();

  private record Kept(AnswerCookie cookie, Optional<Instant> end) {}

  TestClient(Calls calls, InstantSource clock) {
    this.calls = calls;
    this.clock = clock;
  }

  /** With the cookies that belong there, and that the request does not have itself. */
  @Override
  public synchronized TestAnswer call(TestRequest request) {
    TestRequest sent = request;
    if (request.header("Cookie").isEmpty()) {
      for (Map.Entry<String, String> cookie : cookies(request.path()).entrySet()) {
        sent = sent.cookie(cookie.getKey(), cookie.getValue());
      }
    }
    TestAnswer answer = calls.call(sent);
    answer.cookies().values().forEach(this::keep);
    return answer;
  }

  private void keep(AnswerCookie cookie) {
    String place = cookie.name() + " " + cookie.path();
    cookies.remove(place);
    if (!cookie.isDeleted()) {
      cookies.put(place, new Kept(cookie, cookie.maxAge().map(clock.instant()::plus)));
    }
  }

  /**
   * The cookies that it would send.
   *
   * @param path where to, with or without a query string
   * @return values by name, as they are sent
   */
  public synchronized Map<String, String> cookies(String path) {
    Instant now = clock.instant();
    cookies.values().removeIf(kept -> kept.end().filter(end -> !now.isBefore(end)).isPresent());
    Map<String, String> sent = new LinkedHashMap<>();
    cookies.values().stream()
        .map(Kept::cookie)
        .filter(cookie -> isBelow(path.split("\\?", 2)[0], cookie.path()))
        .forEach(cookie -> sent.put(cookie.name(), cookie.value()));
    return sent;
  }

  private static boolean isBelow(String path, String root) {
    return path.startsWith(root)
        && (root.endsWith("/")
            || path.length() == root.length()
            || path.charAt(root.length()) == '/');
  }
}
