package dev.trestle.policy;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.RawHttp.Answer;
import dev.trestle.Response;
import dev.trestle.Served;
import dev.trestle.Verb;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.Rate;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimitTest {
  @Test
  void whatIsTooMuchIs429AndTellsWhenToComeAgain() {
    AtomicInteger ran = new AtomicInteger();
    Handler handler = call -> Response.json(ran.incrementAndGet());
    Rate hourly = new Rate("app.a", 2, Duration.ofHours(1), true);
    try (Served http =
        Served.with(() ->
                List.of(
                    RouteDefinition.at("/a", "A")
                        .on(Verb.GET, handler, Policy.none().withRate(hourly)),
                    RouteDefinition.at("/b", "B")
                        .on(Verb.GET, handler, Policy.none().withRate(hourly)),
                    get("/c", handler)))
            .start()) {
      Answer first = http.send("GET", "/a");
      assertThat(first.header("RateLimit-Policy")).contains("\"default\";q=2;w=3600");
      assertThat(first.header("RateLimit")).contains("\"default\";r=1;t=1800");
      assertThat(first.header("Retry-After")).isEmpty();

      assertThat(http.send("GET", "/b").status()).isEqualTo(200);
      Answer refused = http.send("GET", "/a");
      assertThat(refused.status()).isEqualTo(429);
      assertThat(Integer.parseInt(refused.header("Retry-After").orElseThrow()))
          .isBetween(1790, 1800);
      assertThat(refused.header("RateLimit").orElseThrow()).startsWith("\"default\";r=0;t=");
      assertThat(refused.body()).startsWith("{\"error\":\"Too many requests; try again in ");
      assertThat(http.send("OPTIONS", "/a").status()).isEqualTo(204);
      assertThat(http.send("GET", "/c").header("RateLimit")).isEmpty();
      assertThat(ran).hasValue(3);
    }
  }
}
