package dev.trestle.tracing;

import static dev.trestle.tracing.TracedApp.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.logging.JsonLogs;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which lines of the log name the span that they belong to. */
@Timeout(60)
class TracedLogsTest {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final ByteArrayOutputStream written = new ByteArrayOutputStream();

  private static Logger log;
  private static TracedApp traced;

  @BeforeAll
  static void start() {
    JsonLogs.install(written);
    log = LoggerFactory.getLogger("shop.orders");
    traced = new TracedApp(Trestle.of(TracedLogsTest::routes));
  }

  @AfterAll
  static void stop() {
    traced.close();
  }

  private static List<RouteDefinition> routes() {
    return List.of(
        get("/tells", call -> tells()),
        get("/tells-on-platform", call -> tells())
            .with(Verb.GET, Policy.none().withPlatformThread(true)),
        get(
            "/tells-while-it-sends",
            call ->
                Response.stream(
                    "text/plain",
                    out -> {
                      log.info("told");
                      out.write('a');
                    })),
        get(
            "/tells-later",
            call -> {
              call.after().run(TracedLogsTest::tells);
              call.after()
                  .run(() -> {
                    throw new IllegalStateException("too late");
                  });
              return Response.text("soon");
            }));
  }

  private static Response tells() {
    log.info("told");
    return Response.text("told");
  }

  private static List<JsonNode> lines(String trace) {
    return written
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> JSON.readTree(line))
        .filter(line -> line.path("mdc").path("trace_id").asString("").equals(trace))
        .toList();
  }

  private static String span(JsonNode line) {
    return line.path("mdc").path("span_id").asString("");
  }

  @Test
  void allThreadsOfARequestNameItsSpan() {
    for (String target : List.of("/tells", "/tells-on-platform", "/tells-while-it-sends")) {
      Caller caller = Caller.sampling();
      traced.get(target, caller);

      SpanData request = traced.spans.request(caller.trace());
      assertThat(lines(caller.trace()))
          .hasSize(1)
          .allMatch(line -> span(line).equals(request.getSpanId()))
          .allMatch(line -> line.path("mdc").has("requestId"));
    }
  }

  @Test
  void tasksNameTheirOwn() {
    Caller caller = Caller.sampling();
    traced.get("/tells-later", caller);

    SpanData failed =
        traced.spans.await(
            caller.trace(), it -> it.getStatus().getStatusCode() == StatusCode.ERROR);
    List<JsonNode> lines = lines(caller.trace());
    assertThat(lines).hasSize(2);
    assertThat(span(lines.getLast())).isEqualTo(failed.getSpanId());
    assertThat(span(lines.getFirst())).isNotEqualTo(failed.getSpanId());
  }

  @Test
  void whatIsNotSampledIsNamedToo() {
    Caller caller = Caller.notSampling();
    traced.get("/tells", caller);

    assertThat(lines(caller.trace())).hasSize(1);
  }

  @Test
  void whatAThreadHadBeforeItHasAfterwards() {
    MDC.put("trace_id", "mine");
    try {
      RequestSpan span =
          new RequestSpan(
              traced.sdk.getTracer("test"),
              traced.sdk.getTracer("test").spanBuilder("own").startSpan(),
              Context.root(),
              "GET",
              Optional.empty());
      try (var outer = span.enter();
          var inner = span.enter()) {
        assertThat(MDC.get("trace_id")).hasSize(32);
      }
      assertThat(MDC.get("trace_id")).isEqualTo("mine");
      assertThat(MDC.get("span_id")).isNull();
    } finally {
      MDC.remove("trace_id");
    }
  }
}
