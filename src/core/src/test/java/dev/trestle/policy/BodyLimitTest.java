package dev.trestle.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Response;
import dev.trestle.Served;
import dev.trestle.Verb;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R50, R51, U1: each route has its limit, and never reads a short body. */
class BodyLimitTest {
  private static final Handler LENGTH = call -> Response.json(call.request().bytes().length);

  @RegisterExtension
  static final Served http =
      Served.with(
          () ->
              List.of(
                  RouteDefinition.at("/plain", "Plain").on(Verb.POST, LENGTH),
                  RouteDefinition.at("/more", "More")
                      .on(Verb.POST, LENGTH, Policy.none().withBodyLimit(12 << 20))
                      .on(Verb.PUT, LENGTH, Policy.none().withBodyLimit(5)),
                  RouteDefinition.at("/none", "None")
                      .on(Verb.POST, LENGTH, Policy.none().withBodyLimit(0)),
                  RouteDefinition.at("/endless", "Endless")
                      .on(Verb.POST, LENGTH, Policy.none().withBodyLimit(Long.MAX_VALUE))),
          app -> app.http(http -> http.bodyLimit(1000)));

  @Test
  void theLimitOfAFunctionGoesBeforeThatOfTheApplication() {
    assertThat(http.sendBody("POST", "/plain", "x".repeat(1001)).status()).isEqualTo(413);
    assertThat(http.sendBody("POST", "/more", "x".repeat(1001)).body()).isEqualTo("1001");
    assertThat(http.sendBody("PUT", "/more", "123456").body())
        .isEqualTo("{\"error\":\"The body is larger than 5 bytes\"}");
    assertThat(http.sendBody("PUT", "/more", "12345").body()).isEqualTo("5");
  }

  @Test
  void aBodyOfTwelveMebibytesIsReadWholeWhereItMayBe() {
    assertThat(http.sendBody("POST", "/more", "x".repeat(12 << 20)).body())
        .isEqualTo(String.valueOf(12 << 20));
  }

  @Test
  void aLimitOfZeroRefusesAnyBodyAndNoneIsFine() {
    assertThat(http.sendBody("POST", "/none", "x").status()).isEqualTo(413);
    assertThat(http.send("POST", "/none").body()).isEqualTo("0");
  }

  @Test
  void aLimitBeyondWhatFitsIntoAnArrayIsOne() {
    assertThat(http.sendBody("POST", "/endless", "123").body()).isEqualTo("3");
  }
}
