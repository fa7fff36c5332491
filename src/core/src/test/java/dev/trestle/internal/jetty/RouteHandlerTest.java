package dev.trestle.internal.jetty;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.LoggedErrors;
import dev.trestle.RawConnection;
import dev.trestle.RawHttp;
import dev.trestle.Response;
import dev.trestle.Served;
import dev.trestle.spi.RouteTable;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who goes past Javalin's servlet, and who never does. */
class RouteHandlerTest {
  private static final RouteTable ROUTES =
      () ->
          List.of(
              get("/ours", call -> Response.text("ours")),
              get("/path", call -> Response.text(call.javalin().path())).takingContext(),
              get("/forgotten", call -> Response.text(call.javalin().path())));

  private static final Handler REFUSES =
      context -> context.status(401).result("who?").skipRemainingHandlers();

  @RegisterExtension static final Served http = Served.lean(ROUTES, app -> app);

  @Test
  void aFunctionThatTakesJavalinsContextGetsIt() {
    assertThat(http.send("GET", "/path").body()).isEqualTo("/path");
  }

  @Test
  void allOthersDoWithoutJavalin() {
    try (LoggedErrors log = new LoggedErrors()) {
      assertThat(http.send("GET", "/forgotten").status()).isEqualTo(500);
      assertThat(log.text()).contains("add takingContext() to its definition");
    }
  }

  @Test
  void whatHasNoRouteIsLeftToJavalin() {
    assertThat(http.send("GET", "/nowhere").body()).isEqualTo("{\"error\":\"Not found\"}");
    assertThat(http.send("OPTIONS", "*").body()).doesNotContain("ours");
  }

  @Test
  void bothWaysTakeTurnsOnOneConnection() throws IOException {
    try (RawConnection connection = http.connect()) {
      for (int i = 0; i < 3; i++) {
        assertThat(connection.send("GET /ours HTTP/1.1").answer().body()).isEqualTo("ours");
        assertThat(connection.send("GET /path HTTP/1.1").answer().body()).isEqualTo("/path");
        assertThat(connection.send("GET /nowhere HTTP/1.1").answer().status()).isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ours",
        "/ours/",
        "//ours",
        "/%6Furs",
        "/%6furs",
        "/ours;v=1",
        "/;v=1/ours",
        "/x/../ours",
        "/./ours",
        "/ours?a=1",
        "/ours%2F",
        "http://test/ours"
      })
  void noSpellingOfAPathSidestepsAnOwnersBefore(String target) {
    AtomicInteger seen = new AtomicInteger();
    Handler counting =
        context -> {
          seen.incrementAndGet();
          REFUSES.handle(context);
        };
    try (Served owned =
        Served.with(ROUTES, app -> app.javalin(config -> config.routes.before(counting))).start()) {
      RawHttp.Answer answer = owned.send("GET", target);

      assertThat(answer.body()).isNotEqualTo("ours");
      assertThat(answer.status()).isIn(400, 401);
      assertThat(seen.get()).isEqualTo(answer.status() == 401 ? 1 : 0);
    }
  }

  @Test
  void anOwnersBeforeThatComesLateIsNotSidesteppedEither() {
    AtomicReference<JavalinConfig> late = new AtomicReference<>();
    try (Served owned = Served.with(ROUTES, app -> app.javalin(late::set)).start()) {
      assertThat(owned.send("GET", "/ours").body()).isEqualTo("ours");

      late.get().routes.before(REFUSES);

      assertThat(owned.send("GET", "/ours").body()).isEqualTo("who?");
    }
  }
}
