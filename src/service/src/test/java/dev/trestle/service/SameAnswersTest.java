package dev.trestle.service;

import static dev.trestle.service.Service.post;
import static dev.trestle.service.Service.user;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.service.parts.Passwords;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The service is asked the same over a socket and without one, and has to answer the same. */
class SameAnswersTest {
  private static final int REQUESTS = 500;

  private static final List<String> VERBS =
      List.of("GET", "GET", "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW");

  private static final List<String> PATHS =
      List.of(
          "/api/hello",
          "/api/users",
          "/api/users/" + user(3),
          "/api/users/" + user(4) + "/posts",
          "/api/users/nobody",
          "/api/posts",
          "/api/posts/" + post(7),
          "/api/posts/paginated",
          "/api/posts/search",
          "/api/stats/top-authors",
          "/api/public",
          "/api/protected",
          "/api/login",
          "/api/logout",
          "/api/signup",
          "/api/data",
          "/api/docs/a/b%20c",
          "/api/legacy",
          "/api/upload",
          "/api/uploads/none.txt",
          "/api/transfer",
          "/readyz",
          "/api//hello",
          "/api/%2e%2e/hello",
          "/nothing",
          "/");

  private static final List<String> QUERIES =
      List.of(
          "",
          "",
          "",
          "?limit=2",
          "?limit=x",
          "?page=2&limit=3",
          "?query=post&limit=1",
          "?fields=id,name",
          "?%zz",
          "?limit=1&limit=2");

  private static final List<String> BODIES =
      List.of(
          "",
          "{}",
          "{\"email\":\"same@example.org\",\"name\":\"Same\"}",
          "[",
          "null",
          "{\"email\":\"a@example.org\",\"password\":\"correct horse\",\"name\":\"A\"}",
          "{\"title\":\"A\",\"content\":\"B\",\"authorId\":\"" + user(5) + "\"}",
          "{\"fromUserId\":\"" + user(1) + "\",\"toUserId\":\"" + user(2) + "\",\"amount\":1}");

  private static final List<String> HEADERS =
      List.of(
          "Accept: text/html",
          "Accept-Encoding: gzip",
          "If-None-Match: *",
          "If-Match: \"1\"",
          "Range: bytes=0-3",
          "Origin: https://example.org",
          "Cookie: token=x; a=b",
          "Content-Type: text/plain",
          "X-Forwarded-For: 192.0.2.1",
          "Idempotency-Key: \"1\"");

  /** Of each database its own, as it tells of versions of rows and of times. */
  private static final Set<String> OWN = Set.of("Date", "ETag", "RateLimit", "Content-Length");

  @RegisterExtension static final TestApp near = seeded();

  @RegisterExtension static final TestApp far = seeded().overSocket();

  private static TestApp seeded() {
    return TestApp.of(
        Service.seeds(), () -> Main.service().provide(Passwords.class, Passwords.ofCost(4)));
  }

  @Test
  void ofManyRequestsEachHasTheSameAnswer() {
    Random random = new Random(7);
    List<String> differing = new ArrayList<>();
    Set<Integer> statuses = new TreeSet<>();
    for (int i = 0; i < REQUESTS; i++) {
      TestRequest request = request(random, i);
      TestAnswer here = near.call(request);
      String over = comparable(far.call(request));
      statuses.add(here.status());
      if (!comparable(here).equals(over)) {
        differing.add(request + "\n" + comparable(here) + "\n" + over);
      }
    }

    assertThat(differing).isEmpty();
    // So that it was no matter of 404 alone.
    assertThat(statuses).contains(200, 201, 204, 308, 400, 401, 404, 405, 415);
  }

  private static TestRequest request(Random random, int number) {
    TestRequest request =
        TestRequest.of(any(random, VERBS), any(random, PATHS) + any(random, QUERIES))
            .header("X-Request-Id", "request-" + number);
    if (random.nextInt(3) == 0) {
      String[] header = any(random, HEADERS).split(": ");
      request = request.header(header[0], header[1]);
    }
    boolean sends = !Set.of("GET", "HEAD", "OPTIONS").contains(request.method());
    return sends ? request.json(any(random, BODIES)) : request;
  }

  private static String any(Random random, List<String> some) {
    return some.get(random.nextInt(some.size()));
  }

  private static String comparable(TestAnswer answer) {
    String headers =
        answer.headers().stream()
            .filter(it -> !OWN.contains(it.getKey()))
            .map(it -> it.getKey() + ": " + it.getValue())
            .sorted()
            .collect(Collectors.joining("\n"));
    return (answer.status() + "\n" + headers + "\n" + answer.text())
        .replaceAll("[0-9a-f]{8}-[0-9a-f]{4}-7[-0-9a-f]{21}", "ID")
        .replaceAll("20\\d\\d-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
        .replaceAll("127\\.0\\.0\\.1(:\\d+)?", "HOST");
  }
}
