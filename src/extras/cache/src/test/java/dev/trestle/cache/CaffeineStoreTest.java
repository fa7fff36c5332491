package dev.trestle.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.Test;

class CaffeineStoreTest {
  @Test
  void whatIsTooHeavyIsNotKept() {
    ConcurrentMap<String, String> map = CaffeineStore.ofBytes(100).open(String::length);
    map.put("light", "x".repeat(10));
    for (int i = 0; i < 1000; i++) { // At once, not when another thread finds the time.
      map.put("heavy", "x".repeat(101));
      assertThat(map.get("heavy")).isNull();
    }
    assertThat(map.get("light")).hasSize(10);
  }

  @Test
  void aCacheWithoutRoomIsRefused() {
    assertThatThrownBy(() -> CaffeineStore.ofBytes(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The cache has 0 bytes; give it some, like 64 << 20 for 64 MiB");
  }

  @Test
  void anApplicationKeepsItsAnswersThere() throws Exception {
    RouteDefinition route =
        RouteDefinition.at("/{n}", "N")
            .on(
                Verb.GET,
                call -> call.cached(inner -> Response.bytes("", "x".getBytes(UTF_8))),
                Policy.none().withCaching(Caching.of(60, 0)));
    try (Trestle app =
            Trestle.of(() -> List.of(route))
                .cache(CaffeineStore.ofBytes(64 << 20))
                .port(0)
                .start();
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(app.url() + "/1")).build();
      client.send(request, BodyHandlers.ofString());

      assertThat(client.send(request, BodyHandlers.ofString()).headers().firstValue("X-Cache"))
          .contains("HIT");
    }
  }
}
