package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.Caching;
import dev.trestle.spi.Call;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R34, R86, R87, R98: a route whose answers are kept is in all else like any other. */
class CachedRouteTest {
  private final AtomicInteger runs = new AtomicInteger();

  @RegisterExtension final Served http = Served.with(this::routes, new StillStore()::in);

  private List<RouteDefinition> routes() {
    Policy cached = Policy.none().withCaching(Caching.of(60, -1));
    return List.of(
        RouteDefinition.at("/kept", "Kept").on(Verb.GET, call -> call.cached(this::told), cached),
        RouteDefinition.at("/items/{id}", "Items")
            .on(Verb.GET, call -> call.cached(this::told), cached),
        RouteDefinition.at("/expire", "Expire")
            .on(
                Verb.POST,
                call -> {
                  call.cache().expirePath(call.request().text());
                  return Response.noContent();
                }));
  }

  /** What the function could tell of who asks. */
  private Response told(Call call) {
    return Response.json(
        List.of(
            runs.incrementAndGet(),
            call.request().header("Authorization").isPresent(),
            call.request().headerAll("Cookie"),
            call.request().query("x").isPresent(),
            call.request().path()));
  }

  @ParameterizedTest // R34
  @CsvSource({"POST, 405", "DELETE, 405", "PROPFIND, 405", "OPTIONS, 204"})
  void otherMethodsAreAnsweredAsAnywhereElse(String method, int status) {
    for (int i = 0; i < 2; i++) {
      RawHttp.Answer answer = http.send(method, "/kept");

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header("Allow")).contains("GET, HEAD, OPTIONS");
      assertThat(answer.header("X-Cache")).isEmpty();
      http.send("GET", "/kept");
    }
  }

  @Test // R86
  void theFunctionSeesNothingOfTheClientWhoHappensToBeFirst() {
    assertThat(http.send("GET", "/kept?x=1", "Authorization: me", "Cookie: a=1").body())
        .isEqualTo("[1,false,[],false,\"/kept\"]");
  }

  @Test // R87
  void unlessSetAStaleAnswerIsGivenForTheRestOfAYear() {
    assertThat(http.send("GET", "/kept").header("Cache-Control"))
        .contains("s-maxage=60, stale-while-revalidate=31535940");
  }

  @ParameterizedTest // R98
  @CsvSource({
    "/items/1, MISS",
    "/items/1/, MISS",
    "/nowhere, HIT",
    "/items, HIT",
    "/items/{id}, HIT",
  })
  void aPathIsExpiredByItselfAndAnUnknownOneDoesNothing(String path, String next) {
    http.send("GET", "/items/1");

    assertThat(http.sendBody("POST", "/expire", path).status()).isEqualTo(204);

    assertThat(http.send("GET", "/items/1").header("X-Cache")).contains(next);
  }
}
