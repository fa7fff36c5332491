package dev.trestle.tracing;

import static dev.trestle.tracing.TracedApp.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.cache.CaffeineStore;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The spans of requests: whose part they are, what they tell, and when they end. */
@Timeout(120)
class TracedRequestsTest {
  private static final CountDownLatch never = new CountDownLatch(1);

  private static TracedApp traced;

  @BeforeAll
  static void start() {
    traced =
        new TracedApp(Trestle.of(TracedRequestsTest::routes).cache(CaffeineStore.ofBytes(1 << 20)));
  }

  @AfterAll
  static void stop() {
    traced.close();
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        get("/users/{id}", call -> TracedApp.trace()),
        get("/platform", call -> TracedApp.trace())
            .with(Verb.GET, Policy.none().withPlatformThread(true)),
        get("/kept", call -> call.cached(kept -> TracedApp.trace()))
            .with(Verb.GET, Policy.none().withCaching(Caching.of(60, -1))),
        get(
            "/fails",
            call -> {
              throw new IllegalStateException("secret");
            }),
        get(
            "/refuses",
            call -> {
              throw HttpError.of(409, "secret");
            }),
        get(
            "/later",
            call -> {
              call.after().run(() -> {});
              call.after()
                  .run(() -> {
                    throw new IllegalStateException("secret");
                  });
              return TracedApp.trace();
            }),
        get(
            "/breaks",
            call ->
                Response.stream(
                    "text/plain",
                    out -> {
                      out.write(new byte[100_000]);
                      throw new IllegalStateException("secret");
                    })),
        get(
            "/endless",
            call ->
                Response.stream(
                    "text/plain",
                    out -> {
                      while (true) {
                        out.write(new byte[1_000]);
                        out.flush();
                      }
                    })),
        get("/events", call -> Response.events(events -> never.await())),
        get(
            "/waits",
            call -> {
              never.await();
              return Response.text("never");
            }));
  }

  private static Attributes attributes(Caller caller) {
    return traced.spans.request(caller.trace()).getAttributes();
  }

  private static StatusData status(Caller caller) {
    return traced.spans.request(caller.trace()).getStatus();
  }

  @Test
  void aRequestIsAPartOfWhatItsCallerDoes() {
    Caller caller = Caller.sampling();

    HttpResponse<String> answer =
        traced.send(
            traced
                .request("GET", "/users/secret?token=secret")
                .header("traceparent", caller.traceparent())
                .header("tracestate", "a=1")
                .header("tracestate", "b=2"));

    assertThat(answer.body()).isEqualTo(caller.trace());
    SpanData span = traced.spans.request(caller.trace());
    assertThat(span.getName()).isEqualTo("GET /users/{id}");
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getParentSpanId()).isEqualTo(caller.span());
    assertThat(span.getParentSpanContext().isRemote()).isTrue();
    assertThat(span.getSpanContext().getTraceState().asMap())
        .containsEntry("a", "1")
        .containsEntry("b", "2");
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void itTellsOfItselfByTheConventionsAndNothingOfItsClient() {
    Caller caller = Caller.sampling();

    traced.get("/users/secret?token=secret", caller);

    assertThat(attributes(caller).asMap())
        .isEqualTo(
            Attributes.builder()
                .put("http.request.method", "GET")
                .put("http.route", "/users/{id}")
                .put("url.path", "/users/{id}")
                .put("url.scheme", "http")
                .put("http.response.status_code", 200)
                .put("server.address", "127.0.0.1")
                .put("server.port", traced.app.port())
                .build()
                .asMap());
  }

  @Test
  void whatNoRouteAnswersHasNoPathAndNoStrangeMethodIsTold() {
    Caller nowhere = Caller.sampling();
    traced.get("/secret", nowhere);
    Caller strange = Caller.sampling();
    traced.send(traced.request("SECRET", "/users/1").header("traceparent", strange.traceparent()));

    SpanData first = traced.spans.request(nowhere.trace());
    assertThat(first.getName()).isEqualTo("GET");
    assertThat(first.getAttributes().get(Conventions.STATUS)).isEqualTo(404);
    SpanData second = traced.spans.request(strange.trace());
    assertThat(second.getName()).isEqualTo("HTTP");
    assertThat(second.getAttributes().get(Conventions.METHOD)).isEqualTo("_OTHER");
    assertThat(second.getAttributes().get(Conventions.STATUS)).isEqualTo(405);
    assertThat(List.of(first, second).toString()).doesNotContainIgnoringCase("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01,x",
      })
  void aMalformedParentIsNone(String traceparent) {
    assertThatItBeginsATrace(traced.request("GET", "/users/1").header("traceparent", traceparent));
  }

  @Test
  void aHugeParentIsNone() {
    assertThatItBeginsATrace(
        traced
            .request("GET", "/users/1")
            .header("traceparent", Caller.sampling().traceparent() + "-" + "0".repeat(5_000)));
  }

  @Test
  void severalParentsAreNone() {
    String one = Caller.sampling().traceparent();
    assertThatItBeginsATrace(
        traced.request("GET", "/users/1").header("traceparent", one).header("traceparent", one));
  }

  private static void assertThatItBeginsATrace(HttpRequest.Builder request) {
    HttpResponse<String> answer = traced.send(request.header("tracestate", "a=1"));

    assertThat(answer.statusCode()).isEqualTo(200);
    SpanData span = traced.spans.request(answer.body());
    assertThat(span.getParentSpanId()).isEqualTo(SpanId.getInvalid());
    assertThat(span.getSpanContext().getTraceState().isEmpty()).isTrue();
  }

  @Test
  void aFailureOfOursIsAnErrorAndARefusalIsNone() {
    Caller fails = Caller.sampling();
    traced.get("/fails", fails);
    Caller refuses = Caller.sampling();
    traced.get("/refuses", refuses);

    assertThat(status(fails)).isEqualTo(StatusData.error());
    assertThat(attributes(fails).get(Conventions.ERROR))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(attributes(fails).get(Conventions.STATUS)).isEqualTo(500);
    assertThat(status(refuses)).isEqualTo(StatusData.unset());
    assertThat(attributes(refuses).get(Conventions.ERROR)).isNull();
    assertThat(attributes(refuses).get(Conventions.STATUS)).isEqualTo(409);
    assertThat(traced.spans.all().toString()).doesNotContain("secret");
  }

  @Test
  void anAnswerThatIsBrokenOffIsAnError() throws Exception {
    Caller caller = Caller.sampling();
    traced.readToTheEnd("/breaks", caller);

    assertThat(attributes(caller).get(Conventions.ERROR))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(status(caller)).isEqualTo(StatusData.error());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/endless", "/events"})
  void aStreamEndsWithItsClientAndThatIsNoError(String target) throws Exception {
    Caller caller = Caller.sampling();
    traced.leave(target, caller, true);

    assertThat(status(caller)).isEqualTo(StatusData.unset());
    assertThat(attributes(caller).get(Conventions.STATUS)).isEqualTo(200);
    assertThat(attributes(caller).get(Conventions.ROUTE)).isEqualTo(target);
  }

  @Test
  void aClientThatLeavesWhileItsFunctionRunsIsNoError() throws Exception {
    Caller caller = Caller.sampling();
    traced.leave("/waits", caller, false);

    assertThat(status(caller)).isEqualTo(StatusData.unset());
    assertThat(attributes(caller).get(Conventions.ERROR)).isNull();
  }

  @Test
  void theSpanIsCurrentOnAllThreadsOfARequest() {
    Caller platform = Caller.sampling();
    Caller kept = Caller.sampling();

    assertThat(traced.get("/platform", platform).body()).isEqualTo(platform.trace());
    assertThat(traced.get("/kept", kept).body()).isEqualTo(kept.trace());
  }

  @Test
  void tasksAfterTheAnswerAreWithinTheRequest() {
    Caller caller = Caller.sampling();
    traced.get("/later", caller);

    SpanData failed =
        traced.spans.await(
            caller.trace(), it -> it.getStatus().getStatusCode() == StatusCode.ERROR);
    SpanData request = traced.spans.request(caller.trace());
    List<SpanData> tasks =
        traced.spans.of(caller.trace()).stream()
            .filter(it -> it.getKind() == SpanKind.INTERNAL)
            .toList();
    assertThat(tasks)
        .hasSize(2)
        .contains(failed)
        .allMatch(it -> it.getName().equals("after GET /later"))
        .allMatch(it -> it.getParentSpanId().equals(request.getSpanId()));
    assertThat(failed.getAttributes().get(Conventions.ERROR))
        .isEqualTo("java.lang.IllegalStateException");
    assertThat(request.getStatus()).isEqualTo(StatusData.unset());
  }

  @Test
  void nothingOfItIsInTheAnswer() {
    Caller caller = Caller.sampling();
    HttpResponse<String> answer = traced.get("/refuses", caller);

    String span = traced.spans.request(caller.trace()).getSpanId();
    assertThat(answer.headers().map().toString() + answer.body())
        .doesNotContain(caller.trace(), span, "trace");
  }

  @Test
  void thoseByWayOfJavalinAreTracedToo() {
    try (TracedApp javalin =
        new TracedApp(
            Trestle.of(TracedRequestsTest::routes)
                .cache(CaffeineStore.ofBytes(1 << 20))
                .javalin(config -> config.routes.get("/own", context -> context.result("own"))))) {
      Caller ours = Caller.sampling();
      assertThat(javalin.get("/users/1", ours).body()).isEqualTo(ours.trace());
      Caller own = Caller.sampling();
      assertThat(javalin.get("/own", own).body()).isEqualTo("own");

      assertThat(javalin.spans.request(ours.trace()).getName()).isEqualTo("GET /users/{id}");
      assertThat(javalin.spans.request(own.trace()).getName()).isEqualTo("GET");
    }
  }

  @Test
  void anOpenTelemetryThatDoesNothingChangesNothing() {
    try (Trestle app =
            Tracing.of(OpenTelemetry.noop())
                .instrument(Trestle.of(TracedRequestsTest::routes).port(0))
                .cache(CaffeineStore.ofBytes(1 << 20))
                .start();
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "/users/1")).build();
      assertThat(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join().body())
          .isEqualTo("0".repeat(32));
    }
  }
}
