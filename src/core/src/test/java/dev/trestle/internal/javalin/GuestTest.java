package dev.trestle.internal.javalin;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.HttpError;
import dev.trestle.RawHttp;
import dev.trestle.Response;
import dev.trestle.Served;
import dev.trestle.Trestle;
import dev.trestle.spi.Parser;
import dev.trestle.spi.RouteTable;
import java.io.IOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our routes as a plugin in a Javalin server that somebody else configured. */
class GuestTest {
  private static final RouteTable ROUTES =
      () ->
          List.of(
              get("/admin/{id}", call -> Response.json(call.variable("id", Parser.STRING))),
              get(
                  "/checked",
                  call -> {
                    throw new IOException("disk");
                  }),
              get(
                  "/unknown",
                  call -> {
                    throw new IllegalStateException("secret");
                  }),
              get(
                  "/known",
                  call -> {
                    throw HttpError.notFound("No such thing");
                  }));

  private final Queue<String> seen = new ConcurrentLinkedQueue<>();

  @RegisterExtension
  final Served http =
      Served.owner(config -> {
        config.registerPlugin(Trestle.of(ROUTES).plugin());
        config.registerPlugin(
            Trestle.of(() -> List.of(get("/second", call -> Response.text("second")))).plugin());
        config.routes.before(
            "/admin/*",
            context -> {
              seen.add("before");
              if (context.header("Authorization") == null) {
                context.status(401).result("who?").skipRemainingHandlers();
              }
            });
        config.routes.beforeMatched(context -> seen.add("beforeMatched"));
        config.routes.afterMatched(context -> seen.add("afterMatched"));
        config.routes.after(context -> context.header("X-After", "yes"));
        config.routes.get("/own", context -> context.result("own"));
        config.routes.exception(
            IOException.class, (e, context) -> context.status(507).result("owner's"));
      });

  @Test
  void theOwnersHandlersRunAroundOurRoutes() {
    RawHttp.Answer answer = http.send("GET", "/admin/7", "Authorization: me");

    assertThat(answer.body()).isEqualTo("\"7\"");
    assertThat(answer.header("X-After")).contains("yes");
    assertThat(seen).containsExactly("before", "beforeMatched", "afterMatched");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/admin/7", "/%61dmin/7", "/admin//7", "//admin/7", "/admin/7/", "/x/../admin/7"})
  void noSpellingOfAPathSidestepsTheOwnersBefore(String path) {
    RawHttp.Answer answer = http.send("GET", path);

    assertThat(answer.body()).isNotEqualTo("\"7\"");
    assertThat(answer.status()).isIn(308, 400, 401, 404);
    if (answer.status() == 308) {
      assertThat(answer.header("Location")).contains("/admin/7");
    }
  }

  @Test
  void theOwnersRoutesAndOtherApplicationsAnswerBesideOurs() {
    assertThat(http.send("GET", "/own").body()).isEqualTo("own");
    assertThat(http.send("GET", "/second").body()).isEqualTo("second");
    assertThat(http.send("GET", "/nowhere").body()).isEqualTo("Endpoint GET /nowhere not found");
  }

  @Test
  void ourErrorsAreOursAndUnknownOnesTheOwners() {
    assertThat(http.send("GET", "/known").body()).isEqualTo("{\"error\":\"No such thing\"}");
    assertThat(http.send("GET", "/checked").status()).isEqualTo(507);
    assertThat(http.send("GET", "/checked").body()).isEqualTo("owner's");
    assertThat(http.send("GET", "/unknown").status()).isEqualTo(500);
    assertThat(http.send("GET", "/unknown").body()).doesNotContain("secret");
  }

  @Test
  void theOwnersCompressionAppliesToOurAnswers() {
    RawHttp.Answer answer =
        http.send(
            "GET", "/admin/" + "x".repeat(3000), "Authorization: me", "Accept-Encoding: gzip");

    assertThat(answer.header("Content-Encoding")).contains("gzip");
    assertThat(answer.status()).isEqualTo(200);
  }
}
