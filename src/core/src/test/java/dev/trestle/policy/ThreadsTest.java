package dev.trestle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.Served;
import dev.trestle.Verb;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ThreadsTest {
  private static final Policy PLATFORM = Policy.none().withPlatformThread(true);
  private static final Map<Thread, Boolean> THREADS = new ConcurrentHashMap<>();

  private static final CountDownLatch INTERRUPTED = new CountDownLatch(1);

  @RegisterExtension static final Served http = Served.with(ThreadsTest::routes);

  private static List<RouteDefinition> routes() {
    Handler kind =
        call -> {
          THREADS.put(Thread.currentThread(), true);
          return Response.json(Thread.currentThread().isVirtual());
        };
    return List.of(
        RouteDefinition.at("/kind", "Kind").on(Verb.GET, kind).on(Verb.POST, kind, PLATFORM),
        RouteDefinition.at("/echo", "Echo")
            .on(Verb.POST, call -> Response.text(call.request().text()), PLATFORM),
        RouteDefinition.at("/wait", "Wait")
            .on(
                Verb.GET,
                call -> {
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException e) {
                    INTERRUPTED.countDown();
                  }
                  return Response.text("late");
                },
                PLATFORM.withTimeout(Duration.ofMillis(50))),
        RouteDefinition.at("/fail", "Fail")
            .on(
                Verb.GET,
                call -> {
                  throw HttpError.of(418, "Short and stout");
                },
                PLATFORM));
  }

  @Test
  void aFunctionRunsOnTheKindOfThreadItAsksFor() {
    assertThat(http.send("GET", "/kind").body()).isEqualTo("true");
    assertThat(http.send("POST", "/kind").body()).isEqualTo("false");
  }

  @Test
  void bodiesAndErrorsAreAsOnAnyThread() {
    assertThat(http.sendBody("POST", "/echo", "x".repeat(100_000)).body()).hasSize(100_000);
    assertThat(http.send("GET", "/fail"))
        .matches(a -> a.status() == 418 && a.body().contains("Short and stout"));
  }

  @Test
  void aTimeoutReachesTheFunctionThere() throws Exception {
    assertThat(http.send("GET", "/wait").status()).isEqualTo(503);
    assertThat(INTERRUPTED.await(60, TimeUnit.SECONDS)).isTrue();
    assertThat(http.send("POST", "/kind").body()).isEqualTo("false");
  }

  @Test
  void manyRequestsShareAFewThreads() throws Exception {
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      IntStream.range(0, 50).forEach(i -> clients.submit(() -> http.send("POST", "/kind")));
    }
    assertThat(THREADS.keySet().stream().filter(thread -> !thread.isVirtual()))
        .hasSizeBetween(1, Math.max(2, Runtime.getRuntime().availableProcessors()));
  }
}
