package dev.trestle.policy;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.HttpError;
import dev.trestle.RawHttp;
import dev.trestle.RawHttp.Answer;
import dev.trestle.Response;
import dev.trestle.Served;
import dev.trestle.Verb;
import dev.trestle.spi.CrossOrigin;
import dev.trestle.spi.Handler;
import dev.trestle.spi.Policy;
import dev.trestle.spi.Rate;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R31, U8: declared once, with a preflight that works, on an own server and on somebody else's. */
class CorsTest {
  private static final String APP = "Origin: https://app.example";
  private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";

  @RegisterExtension static final Served own = Served.with(CorsTest::routes);
  @RegisterExtension static final Served guest = Served.guest(CorsTest::routes);

  static Stream<RawHttp> servers() {
    return Stream.of(own, guest).map(server -> new RawHttp(server.port()));
  }

  private static Policy cors(boolean credentials, String... origins) {
    return Policy.none()
        .withCors(
            new CrossOrigin(
                List.of(origins),
                List.of("Content-Type", "X-Token"),
                List.of("X-Total"),
                credentials,
                Duration.ofMinutes(10)));
  }

  private static List<RouteDefinition> routes() {
    Handler fine = call -> Response.json("fine");
    Policy app = cors(true, "https://app.example", "https://*.example.org");
    return List.of(
        get("/plain", fine),
        RouteDefinition.at("/app", "App")
            .on(Verb.GET, fine, app)
            .on(Verb.PUT, fine, app)
            .on(Verb.DELETE, fine),
        RouteDefinition.at("/any", "Any").on(Verb.GET, fine, cors(false, "*")),
        RouteDefinition.at("/none", "None").on(Verb.GET, fine, cors(false)),
        RouteDefinition.at("/sandbox", "Sandbox").on(Verb.GET, fine, cors(false, "null")),
        RouteDefinition.at("/own", "Own")
            .on(Verb.GET, fine, app)
            .on(Verb.OPTIONS, call -> Response.text("own").withHeader("X-Own", "yes"), app),
        RouteDefinition.at("/fail/{status}", "Fail")
            .on(
                Verb.GET,
                call -> {
                  int status = Integer.parseInt(call.request().variable("status"));
                  if (status == 500) {
                    throw new IllegalStateException("secret");
                  }
                  throw HttpError.of(status, "no");
                },
                app),
        RouteDefinition.at("/large", "Large")
            .on(Verb.POST, call -> Response.text(call.request().text()), app.withBodyLimit(1)),
        RouteDefinition.at("/rated", "Rated")
            .on(Verb.GET, fine, app.withRate(new Rate("x", 1, Duration.ofHours(1), false))));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void withoutAPolicyNoOtherOriginIsAllowed(RawHttp http) {
    Answer preflight = http.send("OPTIONS", "/plain", APP, "Access-Control-Request-Method: GET");

    assertThat(preflight.status()).isEqualTo(204);
    assertThat(preflight.header("Allow")).contains("GET, HEAD, OPTIONS");
    assertThat(preflight.headers()).noneMatch(h -> h.startsWith("Access-Control"));
    assertThat(http.send("GET", "/plain", APP).header("Vary")).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aPreflightSaysWhatTheFunctionOfItsMethodAllows(RawHttp http) {
    Answer answer =
        http.send(
            "OPTIONS",
            "/app",
            APP,
            "Access-Control-Request-Method: PUT",
            "Access-Control-Request-Headers: content-type");

    assertThat(answer.status()).isEqualTo(204);
    assertThat(answer.body()).isEmpty();
    assertThat(answer.header(ALLOW_ORIGIN)).contains("https://app.example");
    assertThat(answer.header("Access-Control-Allow-Credentials")).contains("true");
    assertThat(answer.header("Access-Control-Allow-Methods")).contains("GET, HEAD, PUT");
    assertThat(answer.header("Access-Control-Allow-Headers")).contains("Content-Type, X-Token");
    assertThat(answer.header("Access-Control-Max-Age")).contains("600");
    assertThat(answer.header("Allow")).contains("DELETE, GET, HEAD, OPTIONS, PUT");
    assertThat(answer.headers()).anyMatch(h -> h.matches("(?i)vary:.*Origin.*"));
  }

  @ParameterizedTest
  @MethodSource("servers")
  void aPreflightForWhatIsNotAllowedAllowsNothing(RawHttp http) {
    for (String[] headers :
        new String[][] {
          {APP, "Access-Control-Request-Method: DELETE"},
          {APP, "Access-Control-Request-Method: BREW"},
          {APP},
          {"Origin: https://evil.example", "Access-Control-Request-Method: PUT"},
          {"Access-Control-Request-Method: PUT"}
        }) {
      Answer answer = http.send("OPTIONS", "/app", headers);

      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.headers()).noneMatch(h -> h.startsWith("Access-Control-Allow"));
    }
  }

  @ParameterizedTest
  @MethodSource("servers")
  void anAnswerSaysWhoMayReadItAndCachesKeepItApart(RawHttp http) {
    Answer allowed = http.send("GET", "/app", APP);
    assertThat(allowed.header(ALLOW_ORIGIN)).contains("https://app.example");
    assertThat(allowed.header("Access-Control-Allow-Credentials")).contains("true");
    assertThat(allowed.header("Access-Control-Expose-Headers")).contains("X-Total");
    assertThat(allowed.header("Vary")).contains("Origin");

    Answer other = http.send("GET", "/app", "Origin: https://evil.example");
    assertThat(other.status()).isEqualTo(200);
    assertThat(other.header(ALLOW_ORIGIN)).isEmpty();
    assertThat(other.header("Vary")).contains("Origin");
    assertThat(http.send("GET", "/app").header("Vary")).contains("Origin");
    assertThat(http.send("HEAD", "/app", APP).header(ALLOW_ORIGIN)).isPresent();
    assertThat(http.send("DELETE", "/app", APP).header(ALLOW_ORIGIN)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void allOriginsAreAStarWhateverTheOrigin(RawHttp http) {
    Answer answer = http.send("GET", "/any", "Origin: https://anywhere.example");

    assertThat(answer.header(ALLOW_ORIGIN)).contains("*");
    assertThat(answer.header("Vary")).isEmpty();
    assertThat(answer.header("Access-Control-Allow-Credentials")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://a.example.org", "https://a.b.example.org"})
  void aSubdomainIsAllowedWhereTheyAre(String origin) {
    assertThat(own.send("GET", "/app", "Origin: " + origin).header(ALLOW_ORIGIN)).contains(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.org",
        "https://.example.org",
        "http://a.example.org",
        "https://a.example.org:8443",
        "https://evilexample.org",
        "https://a.example.org.evil.example",
        "https://evil.example/.example.org",
        "https://evil.example?.example.org",
        "https://evil.example#.example.org",
        "https://evil.example\\.example.org",
        "https://me@a.example.org",
        "https://APP.EXAMPLE",
        "https://app.example ,https://x",
        "https://app.example/",
        "null"
      })
  void anOriginThatOnlyLooksAllowedIsNot(String origin) {
    assertThat(own.send("GET", "/app", "Origin: " + origin).header(ALLOW_ORIGIN)).isEmpty();
  }

  @Test
  void nullIsAllowedOnlyByName() {
    assertThat(own.send("GET", "/sandbox", "Origin: null").header(ALLOW_ORIGIN)).contains("null");
    assertThat(own.send("GET", "/none", APP).header(ALLOW_ORIGIN)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("servers")
  void errorsMayBeReadToo(RawHttp http) {
    for (int status : new int[] {401, 404, 500, 503}) {
      Answer answer = http.send("GET", "/fail/" + status, APP);

      assertThat(answer.status()).isEqualTo(status);
      assertThat(answer.header(ALLOW_ORIGIN)).contains("https://app.example");
      assertThat(answer.header("Vary")).contains("Origin");
    }
    assertThat(http.sendBody("POST", "/large", "too long", APP))
        .matches(a -> a.status() == 413 && a.header(ALLOW_ORIGIN).isPresent());
    http.send("GET", "/rated", APP);
    assertThat(http.send("GET", "/rated", APP))
        .matches(a -> a.status() == 429 && a.header(ALLOW_ORIGIN).isPresent());
    assertThat(http.send("PATCH", "/app", APP))
        .matches(a -> a.status() == 405 && a.header(ALLOW_ORIGIN).isPresent());
    assertThat(http.send("GET", "/app/", APP))
        .matches(a -> a.status() == 308 && a.header(ALLOW_ORIGIN).isPresent());
  }

  @ParameterizedTest
  @MethodSource("servers")
  void anOwnOptionsFunctionAnswersPreflightsItself(RawHttp http) {
    Answer answer = http.send("OPTIONS", "/own", APP, "Access-Control-Request-Method: GET");

    assertThat(answer.body()).isEqualTo("own");
    assertThat(answer.header(ALLOW_ORIGIN)).contains("https://app.example");
    assertThat(answer.header("Access-Control-Allow-Methods")).isEmpty();
  }
}
