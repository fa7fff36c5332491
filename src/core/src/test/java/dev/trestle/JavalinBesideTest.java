package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.RouteTable;
import io.javalin.compression.CompressionStrategy;
import io.javalin.http.ConflictResponse;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is set up through {@code javalin(…)} beside our routes, and in front of them: R25, R27. */
class JavalinBesideTest {
  private static final String LONG = "x".repeat(5_000);

  private static final RouteTable ROUTES =
      () ->
          List.of(
              get("/ours", call -> Response.text("ours")),
              get(
                  "/where",
                  call -> Response.text(call.request().path() + " " + call.request().url())),
              get("/long", call -> Response.bytes("application/x-any", LONG.getBytes())),
              get(
                  "/stream",
                  call ->
                      Response.stream(
                          "application/x-any", out -> out.write(LONG.repeat(9).getBytes()))));

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @RegisterExtension
  final Served http =
      Served.with(
          ROUTES,
          app ->
              app.javalin(config -> {
                config.routes.before(context -> seen.add("before"));
                config.routes.after(context -> context.header("X-After", "yes"));
                config.routes.get("/plain", context -> context.result("plain"));
                config.routes.get("/ours", context -> context.result("theirs"));
                config.routes.post("/ours", context -> context.result("theirs"));
                config.routes.get(
                    "/below/{id}", context -> context.result(context.pathParam("id")));
                config.routes.options("/below/{id}", context -> context.result("options"));
                config.routes.get(
                    "/conflict",
                    context -> {
                      throw new ConflictResponse("Taken");
                    });
                config.routes.get(
                    "/error",
                    context -> {
                      throw new IllegalStateException("secret");
                    });
              }));

  @Test
  void aPathOfOursIsOursForEveryMethod() {
    assertThat(http.send("GET", "/ours").body()).isEqualTo("ours");
    assertThat(http.send("POST", "/ours").status()).isEqualTo(405);
    assertThat(http.send("POST", "/ours").header("Allow")).contains("GET, HEAD, OPTIONS");
  }

  @Test
  void theirHandlersAnswerByTheirOwnRules() {
    assertThat(http.send("GET", "/plain").body()).isEqualTo("plain");
    assertThat(http.send("HEAD", "/plain").status()).isEqualTo(200);
    assertThat(http.send("GET", "/below/a%2Fb").body()).isEqualTo("a/b");
    assertThat(http.send("OPTIONS", "/below/x").body()).isEqualTo("options");
    assertThat(http.send("POST", "/plain").status()).isEqualTo(405);
  }

  @Test
  void theirErrorsHaveOurShape() {
    assertThat(http.send("GET", "/conflict").status()).isEqualTo(409);
    assertThat(http.send("GET", "/conflict").body()).isEqualTo("{\"error\":\"Taken\"}");
    assertThat(http.send("GET", "/error", "X-Request-Id: r1").body())
        .isEqualTo("{\"error\":\"Internal server error\",\"requestId\":\"r1\"}");
  }

  @Test
  void theirHandlersBeforeAndAfterRunAroundOurs() {
    assertThat(http.send("GET", "/ours").header("X-After")).contains("yes");
    assertThat(seen).containsExactly("before");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/long", "/stream", "/ours", "/nowhere"})
  void theirCompressionLeavesOurAnswersAndTheirLengthsAlone(String path) {
    try (Served http =
        Served.with(
                ROUTES,
                app ->
                    app.http(own -> own.compressFrom(Integer.MAX_VALUE))
                        .javalin(config -> {
                          config.http.compressionStrategy = CompressionStrategy.GZIP;
                          config.routes.get("/plain", context -> context.result(LONG));
                        }))
            .start()) {
      String[] headers = {"Accept-Encoding: gzip"};

      RawHttp.Answer answer = http.send("GET", path, headers);

      assertThat(answer.header("Content-Encoding")).isEmpty();
      answer
          .header("Content-Length")
          .ifPresent(length -> assertThat(answer.body()).hasSize(Integer.parseInt(length)));
      assertThat(http.send("HEAD", path, headers).header("Content-Length"))
          .isEqualTo(answer.header("Content-Length"));
      assertThat(http.send("GET", "/plain", headers).header("Content-Encoding")).contains("gzip");
    }
  }

  @Test
  void belowAContextPathNothingAnswersOutsideIt() { // R25
    try (Served http =
        Served.with(ROUTES, app -> app.javalin(config -> config.router.contextPath = "/base"))
            .start()) {
      assertThat(http.send("GET", "/where").status()).isEqualTo(404);
      assertThat(http.send("GET", "/where").body()).isEqualTo("{\"error\":\"Not found\"}");
      assertThat(http.send("GET", "/base/where?a=1").body())
          .isEqualTo("/base/where http://test/base/where?a=1");
      assertThat(http.send("POST", "/base/where/?a=1").status()).isEqualTo(308);
      assertThat(http.send("POST", "/base/where/?a=1").header("Location"))
          .contains("/base/where?a=1");
      assertThat(http.send("GET", "/base/nowhere").body()).isEqualTo("{\"error\":\"Not found\"}");
    }
  }

  @Test
  void aGuestAnswersBelowItsOwnersContextPath() { // R25
    try (Served http =
        Served.owner(
                config -> {
                  config.router.contextPath = "/base";
                  config.registerPlugin(Trestle.of(ROUTES).plugin());
                })
            .start()) {
      assertThat(http.send("GET", "/where").status()).isEqualTo(404);
      assertThat(http.send("GET", "/base/where").body())
          .isEqualTo("/base/where http://test/base/where");
      assertThat(http.send("GET", "/base//where").header("Location")).contains("/base/where");
    }
  }

  private static Served limited(int bytes) {
    return Served.with(ROUTES, app -> app.http(http -> http.headerLimit(bytes))).start();
  }

  @Test
  void theLimitOfLineAndHeadersIsASetting() { // R27
    try (Served small = limited(1_000);
        Served large = limited(64 << 10)) {
      String line = "/ours?" + "x".repeat(20_000);
      String header = "X-Long: " + "x".repeat(20_000);

      assertThat(small.send("GET", "/ours?" + "x".repeat(1_000)).status()).isEqualTo(414);
      assertThat(small.send("GET", "/ours", "X-Long: " + "x".repeat(1_000)).status())
          .isEqualTo(431);
      assertThat(small.send("GET", "/ours").status()).isEqualTo(200);
      assertThat(large.send("GET", line).status()).isEqualTo(200);
      assertThat(large.send("GET", "/ours", header).status()).isEqualTo(200);
      assertThatThrownBy(() -> Trestle.of(ROUTES).http(http -> http.headerLimit(1)))
          .hasMessage("headerLimit is 1; it must be from 256 to 1048576");
    }
  }
}
