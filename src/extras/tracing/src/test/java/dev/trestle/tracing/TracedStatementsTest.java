package dev.trestle.tracing;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.tracing.TracedApp.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;

import dev.trestle.PoolTimes;
import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.embedded.EmbeddedServer;
import dev.trestle.query.Prepared1;
import dev.trestle.spi.Call;
import dev.trestle.spi.RouteDefinition;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The spans of statements: what they are within, and what they tell. */
@Timeout(120)
class TracedStatementsTest {
  private static final Prepared1<Integer, Integer> TWICE =
      prepare(Integer.class, number -> select(field("{0} * 2", Integer.class, number)))
          .as(value())
          .shared();

  private static EmbeddedServer server;
  private static TracedApp traced;

  @BeforeAll
  static void start() {
    server = EmbeddedServer.temporary();
    traced =
        new TracedApp(
            Trestle.of(TracedStatementsTest::routes)
                .database(server.url())
                .connections(it ->
                    it.poolSize(4)
                        .poolQueue(1_000)
                        .poolTimes(PoolTimes.defaults().withTimeout(Duration.ofMinutes(1)))));
    traced.app.db().execute("create table people (name text unique)");
  }

  @AfterAll
  static void stop() {
    traced.close();
    server.close();
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        get("/bound/{name}", call -> text(call.db().fetchValue("select ?", variable(call)))),
        get("/written", call -> text(call.db().fetchValue("select 'secret' || 1"))),
        get("/fails", call -> text(call.db().fetchValue("select 'secret'::int"))),
        get("/twice", call -> text(TWICE.with(21).fetchSingle(call.db()))),
        get(
            "/twice-at-once",
            call -> text(call.db().fetch("select 1").size() + onAnotherThread(call))),
        get("/within", call -> within(call)),
        get(
            "/later",
            call -> {
              call.after().run(() -> call.db().execute("select 1"));
              return Response.text("soon");
            }),
        get("/adds", TracedStatementsTest::adds).on(Verb.POST, TracedStatementsTest::adds));
  }

  private static String variable(Call call) {
    return call.request().variable("name");
  }

  private static Response text(Object value) {
    return Response.text(value.toString());
  }

  private static Response adds(Call call) {
    String name = call.request().query("name").orElse("") + call.request().text();
    call.db()
        .transaction(tx -> {
          tx.dsl().execute("insert into people values (?)", name);
          tx.dsl().batch("insert into people values (?)", new Object[] {name + "2"}).execute();
          tx.dsl().execute("insert into people values ('" + name + "')"); // Once too often.
        });
    return Response.noContent();
  }

  /** Neither thread is Trestle's, so nothing is current there. */
  private static int onAnotherThread(Call call) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Integer> prepared = threads.submit(() -> TWICE.with(21).fetchSingle(call.db()));
      Future<Integer> plain = threads.submit(() -> call.db().fetch("values (1), (2)").size());
      assertThat(threads.submit(() -> Context.current() == Context.root()).get()).isTrue();
      return prepared.get() + plain.get();
    }
  }

  private static Response within(Call call) {
    Span own = traced.sdk.getTracer("test").spanBuilder("own").startSpan();
    try (Scope scope = own.makeCurrent()) {
      call.db().fetch("select 1");
      return Response.text(own.getSpanContext().getSpanId());
    } finally {
      own.end();
    }
  }

  private static SpanData statement(Caller caller) {
    List<SpanData> statements = traced.spans.statements(caller.trace());
    assertThat(statements).hasSize(1);
    return statements.getFirst();
  }

  @Test
  void aStatementIsWithinItsRequestAndTellsItsTextWithoutValues() {
    Caller caller = Caller.sampling();

    assertThat(traced.get("/bound/secret", caller).body()).isEqualTo("secret");

    SpanData span = statement(caller);
    String database = server.url().database();
    assertThat(span.getName()).isEqualTo("SELECT " + database);
    assertThat(span.getParentSpanId()).isEqualTo(traced.spans.request(caller.trace()).getSpanId());
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getEndEpochNanos()).isGreaterThanOrEqualTo(span.getStartEpochNanos());
    assertThat(span.getAttributes().asMap())
        .isEqualTo(
            Attributes.builder()
                .put("db.system.name", "postgresql")
                .put("db.namespace", database)
                .put("db.operation.name", "SELECT")
                .put("db.query.text", "select ?")
                .build()
                .asMap());
  }

  @Test
  void whatIsWrittenIntoAStatementIsNotTold() {
    Caller caller = Caller.sampling();

    assertThat(traced.get("/written", caller).body()).isEqualTo("secret1");

    assertThat(statement(caller).getAttributes().get(Conventions.QUERY)).isEqualTo("select ? || ?");
  }

  @Test
  void aFailureIsToldByItsSqlstateAlone() {
    Caller caller = Caller.sampling();

    assertThat(traced.get("/fails", caller).statusCode()).isGreaterThanOrEqualTo(400);

    SpanData span = statement(caller);
    assertThat(span.getStatus()).isEqualTo(StatusData.error());
    assertThat(span.getAttributes().get(Conventions.SQLSTATE)).isEqualTo("22P02");
    assertThat(span.getAttributes().get(Conventions.ERROR)).isEqualTo("22P02");
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void thoseOfOtherThreadsAreWithinTheRequestToo() {
    Caller caller = Caller.sampling();

    assertThat(traced.get("/twice-at-once", caller).body()).isEqualTo("45");

    String request = traced.spans.request(caller.trace()).getSpanId();
    assertThat(traced.spans.statements(caller.trace()))
        .hasSize(3)
        .allMatch(it -> it.getParentSpanId().equals(request));
  }

  @Test
  void anApplicationsOwnSpanIsBetweenThem() {
    Caller caller = Caller.sampling();

    String own = traced.get("/within", caller).body();

    assertThat(statement(caller).getParentSpanId()).isEqualTo(own);
    assertThat(traced.spans.await(caller.trace(), it -> it.getName().equals("own")))
        .extracting(SpanData::getParentSpanId)
        .isEqualTo(traced.spans.request(caller.trace()).getSpanId());
  }

  @Test
  void thoseOfTasksAreWithinTheTask() {
    Caller caller = Caller.sampling();

    traced.get("/later", caller);

    SpanData task = traced.spans.await(caller.trace(), it -> it.getName().startsWith("after "));
    assertThat(statement(caller).getParentSpanId()).isEqualTo(task.getSpanId());
  }

  @Test
  void whatRunsOutsideOfRequestsBeginsATrace() {
    Span own = traced.sdk.getTracer("test").spanBuilder("own").startSpan();
    traced.app.db().execute("values (1), (2), (3)");
    try (Scope scope = own.makeCurrent()) {
      traced.app.db().execute("values (1), (2), (3)");
    }
    own.end();

    List<SpanData> found =
        traced.spans.all().stream()
            .filter(it -> "values (?), (?), (?)".equals(it.getAttributes().get(Conventions.QUERY)))
            .toList();
    assertThat(found).hasSize(2);
    assertThat(found.getFirst().getParentSpanContext().isValid()).isFalse();
    assertThat(found.getLast().getParentSpanId()).isEqualTo(own.getSpanContext().getSpanId());
  }

  @Test
  void whatTheCallerDoesNotSampleIsNotExported() {
    Caller caller = Caller.notSampling();

    assertThat(traced.get("/bound/x", caller).body()).isEqualTo("x");

    assertThat(traced.spans.of(caller.trace())).isEmpty();
  }

  @Test
  void requestsAtOnceNeverMixTheirParents() throws Exception {
    List<Caller> callers = Stream.generate(Caller::sampling).limit(200).toList();

    atOnce(callers, "/twice-at-once");

    for (Caller caller : callers) {
      SpanData request = traced.spans.request(caller.trace());
      assertThat(request.getParentSpanId()).isEqualTo(caller.span());
      assertThat(traced.spans.statements(caller.trace()))
          .hasSize(3)
          .allMatch(it -> it.getParentSpanId().equals(request.getSpanId()));
    }
  }

  /** Whether calls meet is for the machine to say, so they are made until some have. */
  @Test
  void thoseWhoShareARoundTripHaveASpanEachThatTellsOfHowMany() throws Exception {
    long together = 0;
    while (together == 0) {
      List<Caller> callers = Stream.generate(Caller::sampling).limit(50).toList();
      atOnce(callers, "/twice");
      for (Caller caller : callers) {
        SpanData span = statement(caller);
        assertThat(span.getParentSpanId())
            .isEqualTo(traced.spans.request(caller.trace()).getSpanId());
        Long of = span.getAttributes().get(Conventions.TOGETHER);
        together = of == null ? together : Math.max(together, of);
      }
    }
    assertThat(together).isGreaterThan(1);
  }

  private static void atOnce(List<Caller> callers, String target) throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Integer>> requests =
          callers.stream()
              .map(caller -> (Callable<Integer>) () -> traced.get(target, caller).statusCode())
              .toList();
      for (Future<Integer> status : threads.invokeAll(requests)) {
        assertThat(status.get()).isEqualTo(200);
      }
    }
  }

  @Test
  void nothingThatAClientSendsIsInAnySpan() {
    String marker = "m4rk3r";
    Map<String, String> headers =
        Map.of(
            "Cookie", "session=" + marker,
            "Authorization", "Bearer " + marker,
            "User-Agent", marker,
            "Referer", "http://" + marker + "/",
            "X-Request-Id", marker,
            "X-Forwarded-Host", marker,
            "baggage", "user=" + marker);
    Caller caller = Caller.sampling();
    for (String target :
        List.of(
            "/bound/" + marker,
            "/adds?name=" + marker,
            "/" + marker,
            "/twice?" + marker,
            "/later?a=" + marker,
            "//bound/" + marker)) {
      var request = traced.request("GET", target).header("traceparent", caller.traceparent());
      headers.forEach(request::header);
      traced.send(request);
    }
    traced.send(
        traced
            .request("GET", "/adds")
            .method("POST", BodyPublishers.ofString(marker + "3"))
            .header("traceparent", caller.traceparent()));
    traced.spans.await(caller.trace(), it -> it.getName().startsWith("after "));
    awaitRequests(caller, 7);

    List<SpanData> spans = traced.spans.of(caller.trace());
    assertThat(spans.toString()).contains("insert into people values (?)").doesNotContain(marker);
    assertThat(spans).anyMatch(it -> "23505".equals(it.getAttributes().get(Conventions.SQLSTATE)));
  }

  private static void awaitRequests(Caller caller, int count) {
    IntStream.iterate(0, it -> it + 1)
        .takeWhile(it -> requests(caller) < count)
        .forEach(it -> Thread.onSpinWait());
  }

  private static long requests(Caller caller) {
    return traced.spans.of(caller.trace()).stream()
        .filter(it -> it.getKind() == SpanKind.SERVER)
        .count();
  }
}
