package dev.trestle.testing;

import static dev.trestle.Verb.DELETE;
import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Cookie;
import dev.trestle.Response;
import dev.trestle.SigningKey;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.spi.CacheStore;
import dev.trestle.spi.Caching;
import dev.trestle.spi.Call;
import dev.trestle.spi.Policy;
import dev.trestle.spi.Rate;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The time of an application is the test's; and each test begins with empty caches. */
class TestClockTest {
  private static final SigningKey KEY = SigningKey.random();

  private final AtomicInteger made = new AtomicInteger();

  @RegisterExtension
  final TestApp app = TestApp.of(TestDatabase.migrated("classpath:db/migration"), this::builder);

  private TrestleBuilder builder() {
    List<RouteDefinition> routes =
        List.of(
            RouteDefinition.at("/kept", "KeptCase")
                .on(
                    GET,
                    call -> call.cached(this::make),
                    Policy.none().withCaching(Caching.of(60, 0))),
            RouteDefinition.at("/rated", "Rated")
                .on(
                    GET,
                    call -> Response.noContent(),
                    Policy.none().withRate(new Rate("Rated", 2, Duration.ofSeconds(60), true))),
            RouteDefinition.at("/session", "Session")
                .on(GET, TestClockTest::session)
                .on(POST, TestClockTest::begin)
                .on(
                    DELETE,
                    call -> {
                      call.cookies().delete("who");
                      return Response.noContent();
                    }),
            RouteDefinition.at("/time", "Time")
                .on(
                    GET,
                    call ->
                        Response.json(
                            List.of(
                                call.clock().instant(),
                                call.db().configuration().clock().instant()))));
    return Trestle.of(() -> routes).cache(new Store());
  }

  private Response make(Call call) {
    return Response.text("made " + made.incrementAndGet());
  }

  private static Response begin(Call call) {
    String path = call.request().query("path").orElse("/");
    Cookie cookie = Cookie.of("who", "Ada & Eve").path(path).maxAge(Duration.ofHours(1));
    call.cookies().set(cookie.signed(KEY));
    return Response.noContent();
  }

  private static Response session(Call call) {
    return Response.text(call.cookies().signed("who", KEY).orElse("nobody"));
  }

  private static final class Store implements CacheStore {
    @Override
    public <K, V> ConcurrentMap<K, V> open(ToIntFunction<V> weight) {
      return new ConcurrentHashMap<>();
    }
  }

  @Test
  void whatIsKeptGetsOldWhenTheTestSaysSo() {
    app.call(GET, "/kept").expectText("made 1").expectNoHeader("Age");
    app.clock().advance(Duration.ofSeconds(59));
    app.call(GET, "/kept").expectText("made 1").expectHeader("Age", "59");
    app.clock().advance(Duration.ofSeconds(1));
    app.call(GET, "/kept").expectText("made 2");
  }

  @Test
  void theNextTestFindsNothingKept() {
    app.call(GET, "/kept").expectText("made 1");
  }

  @Test
  void aRateIsUsedUpUntilTimePasses() {
    app.call(GET, "/rated").expect(204);
    app.call(GET, "/rated").expect(204);
    app.call(GET, "/rated").expect(429).expectHeader("Retry-After", "30");
    app.clock().advance(Duration.ofSeconds(29));
    app.call(GET, "/rated").expect(429);
    app.clock().advance(Duration.ofSeconds(1));
    app.call(GET, "/rated").expect(204);
  }

  @Test
  void aClientKeepsItsCookiesForAsLongAsTheyLast(TestClient ada, TestClient eve) {
    AnswerCookie cookie = ada.call(POST, "/session").cookie("who");

    ada.call(GET, "/session").expectText("Ada & Eve");
    eve.call(GET, "/session").expectText("nobody");
    app.call(GET, "/session").expectText("nobody");
    assertThat(cookie.signed(KEY, app.clock())).contains("Ada & Eve");
    assertThat(cookie.signed(SigningKey.random(), app.clock())).isEmpty();

    app.clock().advance(Duration.ofMinutes(60));
    assertThat(ada.cookies("/session")).isEmpty();
    assertThat(cookie.signed(KEY, app.clock())).isEmpty();
    // Who keeps it for longer gains nothing.
    app.call(GET, "/session", it -> it.cookie("who", cookie.value())).expectText("nobody");
  }

  @Test
  void aDeletedCookieIsSentNoMore(TestClient ada) {
    ada.call(POST, "/session");
    assertThat(ada.call(DELETE, "/session").cookie("who").isDeleted()).isTrue();

    assertThat(ada.cookies("/")).isEmpty();
  }

  @Test
  void aCookieIsSentWhereItBelongs(TestClient ada) {
    ada.call(POST, "/session", it -> it.query("path", "/session"));

    assertThat(ada.cookies("/session")).containsOnlyKeys("who");
    assertThat(ada.cookies("/session/of?x=1")).containsOnlyKeys("who");
    assertThat(ada.cookies("/sessions")).isEmpty();
    assertThat(ada.cookies("/")).isEmpty();
  }

  @Test
  void functionsAndJooqHaveTheSameTime() {
    Instant now = app.clock().instant();
    app.clock().advance(Duration.ofDays(365));

    Instant later = now.plus(Duration.ofDays(365));
    app.call(GET, "/time").expectJson("", List.of(later, later));
    assertThatThrownBy(() -> app.clock().advance(Duration.ofSeconds(-1)))
        .hasMessage("time is PT-1S; it does not go back");
  }
}
