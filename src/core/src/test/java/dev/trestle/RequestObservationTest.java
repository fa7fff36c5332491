package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a listener that follows requests sees of them, and on which threads. */
@Timeout(60)
class RequestObservationTest {
  /** Which scopes this thread is within. */
  private static final ThreadLocal<Deque<String>> within = ThreadLocal.withInitial(ArrayDeque::new);

  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  // Each test has its own, since a request may be over after the test that sent it.
  @RegisterExtension
  final Served http = Served.with(this::routes, app -> app.onRequest(new Following()));

  /** Follows all but those that ask not to be. */
  private final class Following implements RequestListener {
    @Override
    public void completed(CompletedRequest request) {
      told.add("completed " + request.status());
    }

    @Override
    public RequestObservation began(RequestHead head) {
      if (!head.headers("X-Alone").isEmpty()) {
        return RequestObservation.NONE;
      }
      told.add(
          "began %s %s %s %s %s:%d %s"
              .formatted(
                  head.method(),
                  head.target(),
                  head.route().orElse("nowhere"),
                  head.scheme(),
                  head.localAddress(),
                  head.localPort(),
                  head.headers("x-of")));
      return new Followed();
    }
  }

  private final class Followed implements RequestObservation {
    @Override
    public Scope enter() {
      return begin("request");
    }

    @Override
    public Scope after() {
      return begin("task");
    }

    private Scope begin(String name) {
      Deque<String> scopes = within.get();
      scopes.push(name);
      return () -> {
        if (within.get() != scopes || !scopes.pop().equals(name)) {
          told.add("closed where it was not entered");
        }
      };
    }

    @Override
    public void completed(CompletedRequest request) {
      told.add("ended " + request.route().orElse("nowhere") + " " + request.status());
    }
  }

  private List<RouteDefinition> routes() {
    return List.of(
        get("/users/{id}", call -> where()),
        get("/platform", call -> where()).with(Verb.GET, Policy.none().withPlatformThread(true)),
        get(
            "/stream",
            call -> Response.stream("text/plain", out -> out.write(where("in").getBytes()))),
        get(
            "/later",
            call -> {
              call.after().run(() -> told.add(where("later")));
              return where();
            }));
  }

  private static Response where() {
    return Response.text(where("in"));
  }

  private static String where(String how) {
    return how + " " + Optional.ofNullable(within.get().peek()).orElse("nothing");
  }

  @Test
  void itIsToldOfTheHeadAndOfTheEnd() throws Exception {
    assertThat(http.send("GET", "/users/1?a=b", "X-Of: a", "X-Of: b").body())
        .isEqualTo("in request");

    assertThat(told.take())
        .isEqualTo("began GET /users/1?a=b /users/{id} http 127.0.0.1:" + http.port() + " [a, b]");
    assertThat(told.take()).isEqualTo("ended /users/{id} 200");
    assertThat(told.take()).isEqualTo("completed 200");
  }

  @Test
  void allThreadsOfARequestAreWithinIt() {
    assertThat(http.send("GET", "/platform").body()).isEqualTo("in request");
    assertThat(http.send("GET", "/stream").body()).isEqualTo("in request");
  }

  @Test
  void aTaskIsWithinItsOwn() throws Exception {
    assertThat(http.send("GET", "/later").body()).isEqualTo("in request");

    String seen = told.take();
    while (!seen.startsWith("later")) {
      seen = told.take();
    }
    assertThat(seen).isEqualTo("later task");
  }

  @Test
  void itMayLeaveARequestAlone() throws Exception {
    assertThat(http.send("GET", "/users/1", "X-Alone: 1").body()).isEqualTo("in nothing");

    assertThat(told.take()).isEqualTo("completed 200");
  }

  @Test
  void whatNoRouteAnswersIsFollowedToo() throws Exception {
    assertThat(http.send("BREW", "/users/1").status()).isEqualTo(405);

    assertThat(told.take()).startsWith("began BREW /users/1 nowhere ");
    assertThat(told.take()).isEqualTo("ended nowhere 405");
  }

  @Test
  void aRequestLineThatNamesAnotherSchemeIsNotBelieved() throws Exception {
    http.send("GET", "gopher://test/users/1");

    assertThat(told.take()).startsWith("began GET /users/1 /users/{id} http ");
  }

  @Test
  void oneThatFailsChangesNothingAndIsLoggedOnce() {
    RequestListener broken =
        new RequestListener() {
          @Override
          public void completed(CompletedRequest request) {
            throw new IllegalStateException("broken");
          }

          @Override
          public RequestObservation began(RequestHead head) {
            if (head.method().equals("HEAD")) {
              return null;
            }
            return () -> {
              throw new IllegalStateException("broken");
            };
          }
        };
    try (LoggedErrors log = new LoggedErrors();
        Served app =
            Served.with(this::routes, own -> own.onRequest(broken).onRequest(new Following()))
                .start()) {
      assertThat(app.send("HEAD", "/users/1").status()).isEqualTo(200);
      assertThat(app.send("GET", "/users/1").body()).isEqualTo("in request");
      assertThat(log.text()).containsOnlyOnce("A listener of requests failed");
    }
  }
}
