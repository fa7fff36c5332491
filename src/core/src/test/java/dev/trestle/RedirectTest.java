package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** R60, R61: redirects, and what a client sends there. */
class RedirectTest {
  private static final Queue<Failure> FAILURES = new ConcurrentLinkedQueue<>();

  @RegisterExtension
  static final Served http = Served.with(RedirectTest::routes, app -> app.onFailure(FAILURES::add));

  private static List<RouteDefinition> routes() {
    return List.of(
        RouteDefinition.at("/r/{kind}", "Kinds")
            .on(Verb.GET, call -> answer(call.request().variable("kind")))
            .on(Verb.POST, call -> answer(call.request().variable("kind"))));
  }

  private static Response answer(String kind) {
    return switch (kind) {
      case "redirect" -> Response.redirect("/x?y=é").withStatus(307);
      case "thrown-redirect" -> throw Response.redirect("/x").thrown();
      default -> throw Response.permanentRedirect("/x").thrown();
    };
  }

  @BeforeEach
  void forget() {
    FAILURES.clear();
  }

  @ParameterizedTest // R60
  @CsvSource({"thrown-redirect, 307", "thrown-permanent, 308", "redirect, 307"})
  void aRedirectIsTheSameThrownOrReturned(String kind, int status) {
    RawHttp.Answer answer = http.send("GET", "/r/" + kind);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Location").orElseThrow()).startsWith("/x");
    assertThat(answer.body()).isEmpty();
    assertThat(FAILURES).isEmpty();
  }

  @ParameterizedTest // R61
  @CsvSource({
    "application/x-www-form-urlencoded, 303",
    "multipart/form-data; boundary=x, 303",
    "Multipart/Form-Data; boundary=x, 303",
    "application/json, 307",
    "text/plain, 307",
  })
  void aFormIsNotPostedOnceMore(String type, int status) {
    String header = "Content-Type: " + type;

    assertThat(http.sendBody("POST", "/r/redirect", "x", header).status()).isEqualTo(status);
    assertThat(http.sendBody("POST", "/r/thrown-redirect", "x", header).status()).isEqualTo(status);
    assertThat(http.sendBody("POST", "/r/thrown-permanent", "x", header).status()).isEqualTo(308);
  }
}
