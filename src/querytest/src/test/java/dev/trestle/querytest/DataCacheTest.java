package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.select;

import dev.trestle.CachedFunction;
import dev.trestle.DataCache;
import dev.trestle.Failure;
import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.query.Prepared1;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Call;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jooq.DSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R97, R100: data that is kept, and answers that are made of it. */
@Timeout(60)
class DataCacheTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  private static final Prepared1<String, String> NAMED =
      prepare(
              String.class,
              name -> select(PEOPLE.NAME).from(PEOPLE).where(PEOPLE.NAME.startsWith(name)))
          .as(value());

  /** Equal by what it says. */
  record Filter(String name) {}

  private final CachedFunction<Filter, List<String>> people =
      CachedFunction.of(this::load).seconds(60).tags("people");
  private final CachedFunction<Void, Integer> count =
      CachedFunction.of((DSLContext db) -> db.fetchCount(PEOPLE)).seconds(20).staleSeconds(10);
  private final AtomicInteger loads = new AtomicInteger();
  private final AtomicInteger answers = new AtomicInteger();
  private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
  private final Semaphore entered = new Semaphore(0);
  private final HttpClient client = HttpClient.newHttpClient();
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private volatile Function<DataCache, Object> asked = data -> "";
  private Trestle app;

  @BeforeEach
  void start() {
    app =
        Trestle.of(this::routes)
            .database(database.url())
            .connections(it -> it.poolSize(1))
            .cache(CaffeineStore.ofBytes(100_000))
            .onFailure(failures::add)
            .stopWithin(Duration.ofMillis(50))
            .port(0)
            .start();
    app.db().execute("truncate people, letters, letter_tags");
    add("Ada");
  }

  @AfterEach
  void stop() {
    gate.countDown();
    app.close();
    client.close();
  }

  private List<RouteDefinition> routes() {
    Policy kept = Policy.none().withCaching(Caching.of(60, 600, "own"));
    return List.of(
        RouteDefinition.at("/people/{name}", "People")
            .on(Verb.GET, call -> Response.json(people(call))),
        RouteDefinition.at("/kept/{name}", "Kept")
            .on(
                Verb.GET,
                call -> call.cached(inner -> Response.json(answer(inner, people(inner)))),
                kept),
        RouteDefinition.at("/count", "Count")
            .on(
                Verb.GET,
                call -> call.cached(inner -> Response.json(inner.data().get(count))),
                kept),
        RouteDefinition.at("/asked", "Asked")
            .on(Verb.GET, call -> Response.json(asked.apply(call.data()))),
        RouteDefinition.at("/expired/{tag}", "Expired")
            .on(
                Verb.POST,
                call -> {
                  call.cache().expireTag(call.request().variable("tag"));
                  return Response.noContent();
                }),
        RouteDefinition.at("/revalidated/{tag}", "Revalidated")
            .on(
                Verb.POST,
                call -> {
                  call.cache().revalidateTag(call.request().variable("tag"));
                  return Response.noContent();
                }));
  }

  private List<String> people(Call call) {
    return call.data().get(people, new Filter(call.request().variable("name")));
  }

  private List<String> answer(Call call, List<String> names) throws InterruptedException {
    answers.incrementAndGet();
    entered.release();
    gate.await();
    return names;
  }

  private List<String> load(Filter filter, DSLContext db) {
    loads.incrementAndGet();
    if (filter.name().equals("failing")) {
      throw new IllegalStateException("no people");
    }
    if (filter.name().equals("slow")) {
      db.fetch("select pg_sleep(600)");
    }
    return NAMED.with(filter.name()).fetch(db);
  }

  private void add(String name) {
    app.db()
        .insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME)
        .values(app.db().fetchCount(PEOPLE), name)
        .execute();
  }

  private HttpResponse<String> send(String method, String path) {
    try {
      return client.send(
          HttpRequest.newBuilder(URI.create(app.url() + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private String get(String path) {
    return send("GET", path).body();
  }

  private static String state(HttpResponse<String> answer) {
    return answer.headers().firstValue("X-Cache").orElse("none") + " " + answer.body();
  }

  /** Asks until a refresh that runs behind has been kept. */
  private void becomes(String path, String expected) {
    while (!get(path).equals(expected)) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aHundredWhoAskAtOnceAreGivenWhatIsLoadedOnce() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> all = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        all.add(clients.submit(() -> get("/people/A")));
      }
      for (Future<String> one : all) {
        assertThat(one.get()).isEqualTo("[\"Ada\"]");
      }
    }
    assertThat(loads).hasValue(1);
  }

  @Test
  void argumentsAreToldApart() {
    assertThat(get("/people/A")).isEqualTo("[\"Ada\"]");
    assertThat(get("/people/B")).isEqualTo("[]");
    assertThat(get("/people/A")).isEqualTo("[\"Ada\"]");
    assertThat(loads).hasValue(2);
  }

  @Test
  void staleDataIsGivenWhileItIsLoadedAnewAndExpiredDataIsNot() {
    get("/people/A");
    add("Alan");
    assertThat(get("/people/A")).isEqualTo("[\"Ada\"]");

    send("POST", "/revalidated/people");
    assertThat(get("/people/A")).isEqualTo("[\"Ada\"]");
    becomes("/people/A", "[\"Ada\",\"Alan\"]");

    add("Anna");
    send("POST", "/expired/people");
    assertThat(get("/people/A")).isEqualTo("[\"Ada\",\"Alan\",\"Anna\"]");
  }

  @Test
  void aLoadThatFailsIsTriedAgain() {
    assertThat(send("GET", "/people/failing").statusCode()).isEqualTo(500);
    assertThat(send("GET", "/people/failing").statusCode()).isEqualTo(500);

    assertThat(loads).hasValue(2);
    assertThat(failures).hasSize(2).allMatch(failure -> failure.path().equals("/people/failing"));
  }

  @Test
  void aRefreshThatFailsIsToldOnceAndTheOldValueStays() throws Exception {
    AtomicInteger runs = new AtomicInteger();
    CachedFunction<Void, Integer> once =
        CachedFunction.of(
                (DSLContext db) -> {
                  if (runs.incrementAndGet() > 1) {
                    throw new IllegalStateException("only once");
                  }
                  return 7;
                })
            .tags("once");
    asked = data -> data.get(once);
    get("/asked");
    send("POST", "/revalidated/once");
    try (CapturedLog log = new CapturedLog()) {
      assertThat(get("/asked")).isEqualTo("7");

      Failure failure = failures.poll(60, TimeUnit.SECONDS);
      assertThat(failure.cause()).hasMessage("only once");
      assertThat(failure.route()).contains("/asked");
      assertThat(log.lines("the data of the CachedFunction at "))
          .singleElement()
          .asString()
          .matches("dev.trestle.querytest.DataCacheTest:\\d+ was not made");
    }
    assertThat(get("/asked")).isEqualTo("7");
  }

  @Test
  void aLoadEndsWithItsTimeAndWithTheServer() throws Exception {
    CachedFunction<Void, Integer> slow =
        CachedFunction.of((DSLContext db) -> db.fetch("select pg_sleep(600)").size());
    asked = data -> data.get(slow.timeout(Duration.ofMillis(100)));
    assertThat(send("GET", "/asked").statusCode()).isEqualTo(503);
    asked = data -> data.get(slow);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<HttpResponse<String>> waiting = clients.submit(() -> send("GET", "/people/slow"));
      while (loads.get() == 0) {
        Thread.onSpinWait();
      }
      app.close();
      assertThat(waiting.get().statusCode()).isEqualTo(503);
    }
    try (Trestle other = Trestle.of(List::of).database(database.url()).port(0).start()) {
      assertThat(
              other
                  .db()
                  .fetch(
                      "select query from pg_stat_activity where datname = current_database()"
                          + " and state <> 'idle' and query like '%pg_sleep%'"
                          + " and pid <> pg_backend_pid()"))
          .isEmpty();
    }
  }

  @Test
  void whatTakesMoreThanThereIsRoomIsNotKept() {
    AtomicInteger runs = new AtomicInteger();
    CachedFunction<Void, String> large =
        CachedFunction.of((DSLContext db) -> {
          runs.incrementAndGet();
          return "x".repeat(60_000);
        });
    asked = data -> data.get(large).length();

    assertThat(get("/asked")).isEqualTo("60000");
    assertThat(get("/asked")).isEqualTo("60000");
    assertThat(runs).hasValue(2);
  }

  @Test
  void anAnswerIsAboutWhatItsDataIsAbout() {
    assertThat(state(send("GET", "/kept/A"))).isEqualTo("MISS [\"Ada\"]");
    assertThat(state(send("GET", "/kept/A"))).isEqualTo("HIT [\"Ada\"]");
    add("Alan");

    send("POST", "/revalidated/people");
    assertThat(state(send("GET", "/kept/A"))).isEqualTo("STALE [\"Ada\"]");
    becomes("/kept/A", "[\"Ada\",\"Alan\"]");
    assertThat(answers).hasValue(2); // It waited for the data, rather than being made of the old.

    send("POST", "/expired/people");
    assertThat(state(send("GET", "/kept/A"))).startsWith("MISS");
    send("POST", "/expired/own");
    assertThat(state(send("GET", "/kept/A"))).startsWith("MISS");
    assertThat(loads).hasValue(3);
  }

  @Test
  void anAnswerWhoseDataIsInvalidatedWhileItIsMadeIsNotKept() throws Exception {
    gate = new CountDownLatch(1);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> old = clients.submit(() -> get("/kept/A"));
      entered.acquire();
      add("Alan");
      send("POST", "/revalidated/people");
      gate.countDown();
      assertThat(old.get()).isEqualTo("[\"Ada\"]");
    }

    assertThat(state(send("GET", "/kept/A"))).isEqualTo("MISS [\"Ada\",\"Alan\"]");
  }

  @Test
  void anAnswerIsKeptNoLongerThanItsData() {
    HttpResponse<String> answer = send("GET", "/count");

    assertThat(answer.body()).isEqualTo("1");
    assertThat(answer.headers().firstValue("Cache-Control"))
        .get()
        .asString()
        .matches("s-maxage=(1?[0-9]|20), stale-while-revalidate=([0-9]|10)");
  }
}
