package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Caching;
import dev.trestle.spi.Call;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The response cache over a raw socket: R84 to R90, R96, R98; U17. */
class CacheTest {
  private final StillStore store = new StillStore();
  private final AtomicInteger runs = new AtomicInteger();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile CountDownLatch begun = new CountDownLatch(0);
  @RegisterExtension final Served http = Served.with(this::routes, store::in);

  private List<RouteDefinition> routes() {
    Policy brief = Policy.none().withCaching(Caching.of(2, 10, "posts"));
    return List.of(
        RouteDefinition.at("/posts/{id}", "Posts")
            .on(Verb.GET, call -> call.cached(this::post, "page"), brief)
            .on(Verb.POST, this::change),
        RouteDefinition.at("/users/{id}", "Users")
            .on(
                Verb.GET,
                call -> call.cached(this::post),
                Policy.none().withCaching(Caching.of(-1, -1))),
        RouteDefinition.at("/guarded", "Guarded")
            .on(Verb.GET, call -> guarded(call, this::post), brief),
        Served.get("/plain", call -> call.cached(this::post)),
        RouteDefinition.at("/kinds/{id}", "Kinds")
            .on(Verb.GET, call -> call.cached(this::kind), brief));
  }

  private Response post(Call call) throws InterruptedException {
    String page = call.request().query("page").orElse("-");
    int run = runs.incrementAndGet();
    begun.countDown();
    gate.await();
    return Response.json(run + " " + page);
  }

  private static Response guarded(Call call, Handler function) throws Exception {
    if (call.request().header("Authorization").isEmpty()) {
      throw HttpError.unauthorized("Log in");
    }
    return call.cached(function).withHeader("X-Guard", "yes");
  }

  private Response kind(Call call) {
    int run = runs.incrementAndGet();
    Response response = Response.text(String.valueOf(run));
    return switch (call.request().variable("id")) {
      case "404" -> throw HttpError.notFound("No " + run);
      case "redirect" -> Response.redirect("/" + run);
      case "400" -> throw HttpError.badRequest("No " + run);
      case "500" -> response.withStatus(500);
      case "failure" -> throw new IllegalStateException("secret");
      case "cookie" -> response.withHeader("Set-Cookie", "a=b");
      case "stream" -> Response.stream("", out -> out.write('x'));
      case "private" -> response.withHeader("Cache-Control", "private");
      case "own" -> response.withHeader("Cache-Control", "max-age=7");
      default -> response;
    };
  }

  private Response change(Call call) {
    Cache cache = call.cache();
    switch (call.request().text()) {
      case "revalidate" -> cache.revalidateTag("posts");
      case "expire" -> cache.expireTag("posts");
      case "path" -> cache.expirePath("/posts/%31/");
      case "below" -> cache.expireBelow("/posts");
      case "everything" -> cache.expireBelow("/");
      case "route" -> cache.expireRoute("/posts/{id}");
      case "failing" -> {
        cache.expireTag("posts");
        throw HttpError.conflict("No");
      }
      default -> cache.expireTag("unknown");
    }
    return Response.noContent();
  }

  private void change(String how) {
    http.sendBody("POST", "/posts/x", how);
  }

  private String get(String target, String... headers) {
    RawHttp.Answer answer = http.send("GET", target, headers);
    return answer.header("X-Cache").orElse("none") + " " + answer.body();
  }

  /** Asks until the refresh that runs behind has been kept. */
  private void refreshed(String target, String expected) {
    String got = get(target);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!got.equals(expected) && System.nanoTime() < end) {
      got = get(target);
    }
    assertThat(got).isEqualTo(expected);
  }

  @Test // R84
  void withoutAPolicyTheFunctionRunsEachTime() {
    assertThat(get("/plain")).isEqualTo("none \"1 -\"");
    assertThat(get("/plain")).isEqualTo("none \"2 -\"");
  }

  @Test // R85, R86, R95
  void anAnswerIsMadeOnceWhateverElseTheClientSends() {
    assertThat(get("/posts/1")).isEqualTo("MISS \"1 -\"");
    assertThat(get("/posts/1", "Cookie: a=1", "Authorization: x", "Cache-Control: no-cache"))
        .isEqualTo("HIT \"1 -\"");
    assertThat(get("/posts/1?other=1")).isEqualTo("HIT \"1 -\"");
    assertThat(get("/posts/%31")).isEqualTo("HIT \"1 -\"");
    assertThat(get("/posts/1?page=2")).isEqualTo("MISS \"2 2\"");
    assertThat(get("/posts/2")).isEqualTo("MISS \"3 -\"");

    RawHttp.Answer head = http.send("HEAD", "/posts/1");
    assertThat(head.header("X-Cache")).contains("HIT");
    assertThat(head.header("Content-Length")).contains("5");
    assertThat(runs).hasValue(3);
  }

  @Test // R85, R87
  void theHeadersTellHowLongAnAnswerIsKeptAndWhichItIs() {
    assertThat(http.send("GET", "/users/1").header("Cache-Control"))
        .contains("s-maxage=31536000, stale-while-revalidate=0");
    RawHttp.Answer miss = http.send("GET", "/posts/1");
    store.pass(1);
    RawHttp.Answer hit = http.send("GET", "/posts/1");
    RawHttp.Answer same =
        http.send("GET", "/posts/1", "If-None-Match: " + hit.header("ETag").orElseThrow());

    assertThat(miss.header("Cache-Control")).contains("s-maxage=2, stale-while-revalidate=10");
    assertThat(miss.header("Age")).isEmpty();
    assertThat(hit.header("Age")).contains("1");
    assertThat(hit.header("ETag")).isEqualTo(miss.header("ETag"));
    assertThat(same.status()).isEqualTo(304);
    assertThat(http.send("GET", "/kinds/own").header("Cache-Control")).contains("max-age=7");
  }

  @Test // R87
  void aStaleAnswerIsGivenWhileANewOneIsMade() {
    get("/posts/1");
    store.pass(2);

    assertThat(get("/posts/1")).isEqualTo("STALE \"1 -\"");
    refreshed("/posts/1", "HIT \"2 -\"");
    store.pass(12);
    assertThat(get("/posts/1")).isEqualTo("MISS \"3 -\"");
  }

  @ParameterizedTest // R90
  @CsvSource({
    "404, 404, 1",
    "redirect, 307, 1",
    "400, 400, 2",
    "500, 500, 2",
    "failure, 500, 2",
    "cookie, 500, 2",
    "stream, 500, 2",
    "private, 200, 2",
  })
  void keptAreAnswersAndNotFailures(String kind, int status, int expectedRuns) {
    RawHttp.Answer first = http.send("GET", "/kinds/" + kind);
    RawHttp.Answer second = http.send("GET", "/kinds/" + kind);

    assertThat(first.status()).isEqualTo(status);
    assertThat(second.status()).isEqualTo(status);
    assertThat(runs).hasValue(expectedRuns);
    assertThat(second.header("Set-Cookie")).isEmpty();
  }

  @Test
  void aKeptErrorHasTheShapeThatEachClientAsksFor() {
    assertThat(http.send("GET", "/kinds/404").body()).isEqualTo("{\"error\":\"No 1\"}");
    RawHttp.Answer problem = http.send("GET", "/kinds/404", "Accept: application/problem+json");
    assertThat(problem.header("Content-Type")).contains("application/problem+json");
    assertThat(problem.header("X-Cache")).contains("HIT");
  }

  @Test
  void aGuardGuardsWhatIsKept() {
    assertThat(get("/guarded", "Authorization: me")).isEqualTo("MISS \"1 -\"");

    assertThat(http.send("GET", "/guarded").status()).isEqualTo(401);
    assertThat(http.send("GET", "/guarded", "Authorization: me").header("X-Guard")).contains("yes");
    assertThat(runs).hasValue(1);
  }

  @Test // R96, U17
  void aTagIsRevalidatedBehindOrExpired() {
    get("/posts/1");
    get("/users/1");
    change("revalidate");

    assertThat(get("/posts/1")).isEqualTo("STALE \"1 -\"");
    refreshed("/posts/1", "HIT \"3 -\"");
    change("expire");
    assertThat(get("/posts/1")).isEqualTo("MISS \"4 -\"");
    assertThat(get("/users/1")).isEqualTo("HIT \"2 -\"");
  }

  @ParameterizedTest // R98
  @CsvSource({
    "path, MISS, HIT, HIT",
    "below, MISS, MISS, HIT",
    "route, MISS, MISS, HIT",
    "everything, MISS, MISS, MISS",
    "unknown, HIT, HIT, HIT",
    "failing, HIT, HIT, HIT",
  })
  void pathsAreExpired(String how, String one, String two, String user) {
    get("/posts/1?page=3");
    get("/posts/2");
    get("/users/1");
    change(how);

    assertThat(get("/posts/1?page=3")).startsWith(one);
    assertThat(get("/posts/2")).startsWith(two);
    assertThat(get("/users/1")).startsWith(user);
  }

  @Test
  void aHundredWhoAskAtOnceAreAnsweredByOneRun() throws Exception {
    gate = new CountDownLatch(1);
    begun = new CountDownLatch(1);
    List<String> answers = new ArrayList<>();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> asked = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        asked.add(clients.submit(() -> get("/posts/1")));
      }
      begun.await();
      gate.countDown();
      for (Future<String> one : asked) {
        answers.add(one.get());
      }
    }

    assertThat(answers).hasSize(100).allMatch(answer -> answer.endsWith(" \"1 -\""));
    assertThat(runs).hasValue(1);
  }

  @Test
  void theFirstClientsLeavingDoesNotConcernTheOthers() throws Exception {
    gate = new CountDownLatch(1);
    begun = new CountDownLatch(1);
    try (java.net.Socket leaving = new java.net.Socket("127.0.0.1", http.port())) {
      leaving.getOutputStream().write("GET /posts/1 HTTP/1.1\r\nHost: t\r\n\r\n".getBytes());
      begun.await();
      leaving.setSoLinger(true, 0);
    }
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> second = clients.submit(() -> get("/posts/1"));
      gate.countDown();

      assertThat(second.get()).endsWith(" \"1 -\"");
    }
    assertThat(runs).hasValue(1);
  }

  @Test
  void whatIsMadeWhileItIsInvalidatedIsNotKept() throws Exception {
    gate = new CountDownLatch(1);
    begun = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> old = clients.submit(() -> get("/posts/1"));
      begun.await();
      change("expire");
      begun = new CountDownLatch(1);
      Future<String> fresh = clients.submit(() -> get("/posts/1"));
      begun.await();
      gate.countDown();

      assertThat(old.get()).isEqualTo("MISS \"1 -\"");
      assertThat(fresh.get()).isEqualTo("MISS \"2 -\"");
    }
    assertThat(get("/posts/1")).isEqualTo("HIT \"2 -\"");
  }

  @Test
  void withoutAStoreACachedRouteIsRefusedAtStart() {
    assertThatThrownBy(() -> Trestle.of(this::routes).port(0).start())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("Posts is @Cached, but there is nowhere to keep its answers");
  }
}
