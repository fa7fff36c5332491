package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Caching;
import dev.trestle.spi.Call;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The making of a cached answer, which is held to what its function is: R87, R114; U12. */
@Timeout(120)
class CacheFillTest {
  private static final Policy BRIEF = Policy.none().withCaching(Caching.of(2, 10));
  private static final Policy LIMITED = BRIEF.withTimeout(Duration.ofMillis(150));

  private final StillStore store = new StillStore();
  private final AtomicInteger runs = new AtomicInteger();
  private final Semaphore entered = new Semaphore(0);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final BlockingQueue<Failure> failures = new LinkedBlockingQueue<>();
  private volatile Handler next = call -> Response.noContent();
  private Trestle app;
  private RawHttp http;

  private void start(Policy policy) {
    start(policy, Duration.ofMinutes(5));
  }

  private void start(Policy policy, Duration stopWithin) {
    RouteDefinition route =
        RouteDefinition.at("/{id}", "Numbered")
            .on(Verb.GET, call -> call.cached(inner -> next.handle(inner)), policy);
    app =
        Trestle.of(() -> List.of(route))
            .cache(store)
            .clock(store)
            .onFailure(failures::add)
            .stopWithin(stopWithin)
            .port(0)
            .start();
    http = new RawHttp(app.port());
  }

  @AfterEach
  void stop() {
    released.countDown();
    never.countDown();
    app.close();
  }

  private Response number(Call call) {
    return Response.json(runs.incrementAndGet());
  }

  /** Tells when it begins, and how it ends. */
  private Response waiting(CountDownLatch latch) throws InterruptedException {
    entered.release();
    try {
      latch.await();
    } catch (InterruptedException e) {
      done.add("interrupted");
      throw e;
    }
    return Response.json(runs.incrementAndGet());
  }

  private String get(String target) {
    RawHttp.Answer answer = http.send("GET", target);
    return answer.header("X-Cache").orElse("none") + " " + answer.status() + " " + answer.body();
  }

  /** Asks until it gets something else than a refusal or what is stale. */
  private String getNew(String target) {
    String got = get(target);
    while (got.contains("503") || got.startsWith("STALE")) {
      got = get(target);
    }
    return got;
  }

  private String told() throws InterruptedException {
    return String.valueOf(done.poll(60, TimeUnit.SECONDS));
  }

  /** Keeps an answer and lets it become stale. */
  private void stale(String target) {
    next = this::number;
    assertThat(get(target)).isEqualTo("MISS 200 1");
    store.pass(3);
  }

  @Test
  void moreFillsThanPlatformThreadsRunOnThose() throws Exception {
    start(BRIEF.withPlatformThread(true));
    next = call -> Response.json(Thread.currentThread().isVirtual());
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> asked = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        String target = "/" + i;
        asked.add(clients.submit(() -> get(target)));
      }
      for (Future<String> one : asked) {
        assertThat(one.get()).isEqualTo("MISS 200 false");
      }
    }
  }

  @Test
  void whatIsKeptNeedsNoPlatformThread() throws Exception {
    start(BRIEF.withPlatformThread(true));
    next = this::number;
    get("/kept");
    next = call -> waiting(released);
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < threads; i++) {
        String target = "/" + i;
        clients.submit(() -> get(target));
      }
      entered.acquire(threads);

      assertThat(get("/kept")).isEqualTo("HIT 200 1");
      released.countDown();
    }
  }

  @Test
  void whatTakesTooLongIsEndedAndTheNextRequestTriesAgain() throws Exception {
    start(LIMITED);
    next = call -> waiting(never);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = clients.submit(() -> get("/1"));
      entered.acquire();
      Future<String> second = clients.submit(() -> get("/1"));

      assertThat(first.get()).startsWith("none 503").contains("This took too long");
      assertThat(second.get()).startsWith("none 503").contains("This took too long");
    }
    assertThat(told()).isEqualTo("interrupted");
    next = this::number;
    assertThat(getNew("/1")).isEqualTo("MISS 200 1");
    assertThat(get("/1")).isEqualTo("HIT 200 1");
  }

  @Test
  void aLateAnswerIsNotKept() throws Exception {
    start(LIMITED);
    next =
        call -> {
          entered.release();
          while (never.getCount() > 0) {
            Thread.onSpinWait(); // Nothing to interrupt.
          }
          done.add("late");
          return number(call);
        };
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> first = clients.submit(() -> get("/1"));
      entered.acquire();
      assertThat(first.get()).startsWith("none 503");
    }
    next = this::number;
    assertThat(getNew("/1")).isEqualTo("MISS 200 1");
    never.countDown();
    assertThat(told()).isEqualTo("late");

    assertThat(get("/1")).isEqualTo("HIT 200 1");
    assertThat(failures).isEmpty();
  }

  @Test
  void whoWaitsWithoutHavingBegunItEndsAlone() throws Exception {
    start(BRIEF);
    next = call -> waiting(released);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
        RawConnection leaving = new RawConnection(app.port())) {
      Future<String> first = clients.submit(() -> get("/1"));
      entered.acquire();
      leaving.send("GET /1 HTTP/1.1");
      leaving.close();
      released.countDown();

      assertThat(first.get()).isEqualTo("MISS 200 1");
    }
  }

  @Test
  void closingWaitsForARefresh() throws Exception {
    start(BRIEF);
    stale("/1");
    next = call -> waiting(released);
    assertThat(get("/1")).isEqualTo("STALE 200 1");
    entered.acquire();

    Thread closing = Thread.startVirtualThread(app::close);
    assertThat(closing.join(Duration.ofMillis(50))).isFalse();
    released.countDown();
    closing.join();

    assertThat(runs).hasValue(2);
    assertThat(done).isEmpty();
  }

  @Test
  void aRefreshThatDoesNotEndInTimeIsCancelled() throws Exception {
    start(BRIEF, Duration.ofMillis(50));
    stale("/1");
    next = call -> waiting(never);
    get("/1");
    entered.acquire();

    try (LoggedErrors log = new LoggedErrors()) {
      app.close();

      assertThat(done).containsExactly("interrupted");
      assertThat(failures).isEmpty();
      assertThat(log.text()).doesNotContain("Stopped with");
    }
  }

  @Test // R114
  void tasksRunEachTimeAnAnswerIsMade() throws Exception {
    start(BRIEF);
    next =
        call -> {
          int run = runs.incrementAndGet();
          call.after().run(() -> done.add("after " + run));
          return Response.json(run);
        };
    get("/1");
    assertThat(told()).isEqualTo("after 1");
    get("/1");
    store.pass(3);
    get("/1");

    assertThat(told()).isEqualTo("after 2");
    app.close();
    assertThat(runs).hasValue(2);
  }

  @Test
  void noTaskRunsIfTheFunctionThrowsAndClosingWaitsForOthers() throws Exception {
    start(BRIEF);
    next =
        call -> {
          call.after().run(() -> done.add("never"));
          throw HttpError.notFound("Gone");
        };
    assertThat(get("/1")).startsWith("MISS 404");
    next =
        call -> {
          call.after().run(() -> waiting(released));
          return Response.noContent();
        };
    get("/2");
    entered.acquire();
    Thread closing = Thread.startVirtualThread(app::close);
    assertThat(closing.join(Duration.ofMillis(50))).isFalse();
    released.countDown();
    closing.join();

    assertThat(done).isEmpty();
  }

  @Test
  void whatPreventsARefreshIsToldOnceAndTheOldAnswerStays() throws Exception {
    start(BRIEF);
    stale("/1");
    next =
        call -> {
          throw new IllegalStateException("no more numbers");
        };
    try (LoggedErrors log = new LoggedErrors()) {
      assertThat(get("/1")).isEqualTo("STALE 200 1");

      Failure failure = failures.poll(60, TimeUnit.SECONDS);
      assertThat(failure.cause()).hasMessage("no more numbers");
      assertThat(failure.route()).contains("/{id}");
      app.close();
      assertThat(failures).isEmpty();
      assertThat(log.text())
          .containsOnlyOnce("GET /1 [" + failure.requestId())
          .containsOnlyOnce("no more numbers");
    }
  }

  @Test
  void aRefreshThatTakesTooLongOrAnswersWithAnErrorOfTheServerIsToldToo() throws Exception {
    start(BRIEF.withTimeout(Duration.ofSeconds(1)));
    stale("/1");
    next = call -> waiting(never);
    get("/1");
    assertThat(failures.poll(60, TimeUnit.SECONDS).cause())
        .hasMessageContaining("This took too long");

    next = call -> Response.text("down").withStatus(502);
    get("/1");
    assertThat(failures.poll(60, TimeUnit.SECONDS).cause())
        .hasMessage("The function answered with 502");
    assertThat(get("/1")).startsWith("STALE 200 1");
  }

  @Test
  void aFailureIsToldOnceIfItsClientIsThereOrGone() throws Exception {
    start(BRIEF);
    next =
        call -> {
          waiting(released);
          throw new IllegalStateException("secret");
        };
    try (RawConnection leaving = new RawConnection(app.port())) {
      leaving.send("GET /1 HTTP/1.1");
      entered.acquire();
    }
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<String> staying = clients.submit(() -> get("/2"));
      entered.acquire();
      released.countDown();
      assertThat(staying.get()).startsWith("none 500");
    }
    app.close();
    assertThat(failures).extracting(Failure::path).containsExactlyInAnyOrder("/1", "/2");
  }
}
