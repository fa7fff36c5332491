package dev.trestle;

import static dev.trestle.Cookie.SameSite.STRICT;
import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cookies over a raw socket: R72, R74, R75, R77, R78. */
class CookiesTest {
  private static final SigningKey OLD = SigningKey.of("0123456789abcdef0123456789abcdef");
  private static final SigningKey NEW = SigningKey.of("fedcba9876543210fedcba9876543210");

  @RegisterExtension static final Served http = Served.with(CookiesTest::routes);

  private static List<RouteDefinition> routes() {
    return List.of(
        get(
            "/read/{name}",
            call -> Response.json(call.cookies().getAll(call.request().variable("name")))),
        RouteDefinition.at("/login", "Login").on(Verb.POST, call -> login(call.cookies())),
        RouteDefinition.at("/signed", "Signed")
            .on(Verb.POST, call -> sign(call.cookies()))
            .on(Verb.GET, call -> Response.json(call.cookies().signed("session", NEW, OLD))),
        get(
            "/write",
            call -> {
              Cookies cookies = call.cookies();
              cookies.set(Cookie.of("x", "new; =é"));
              cookies.delete("y");
              return Response.json(
                  List.of(
                      cookies.get("x"),
                      cookies.has("y"),
                      cookies.getAll("y"),
                      call.request().header("Cookie")));
            }),
        get(
            "/both",
            call -> {
              call.cookies().set(Cookie.of("p", "jar"));
              call.cookies().set(Cookie.of("q", "jar"));
              return Response.text("x")
                  .withAddedHeader("Set-Cookie", "p=own")
                  .withAddedHeader("set-cookie", "r=own; Path=/r");
            }),
        get(
            "/then/{what}",
            call -> {
              call.cookies().set(Cookie.of("a", "1"));
              return then(call.request().variable("what"));
            }));
  }

  private static Response login(Cookies cookies) {
    cookies.set(Cookie.of("token", "t 1").maxAge(Duration.ofDays(7)).sameSite(STRICT));
    return Response.seeOther("/welcome");
  }

  private static Response sign(Cookies cookies) {
    cookies.set(Cookie.of("session", "id-of-the-session").maxAge(Duration.ofHours(1)).signed(NEW));
    Optional<String> session = cookies.signed("session", NEW, OLD);
    return Response.json(session);
  }

  private static Response then(String what) {
    return switch (what) {
      case "redirect" -> Response.redirect("/x");
      case "404" -> throw HttpError.notFound("No");
      case "failure" -> throw new IllegalStateException("secret");
      case "unserialisable" ->
          Response.json(
              new Object() {
                public String getName() {
                  throw new IllegalStateException("secret");
                }
              });
      case "stream" -> Response.stream("text/plain", out -> out.write('x'));
      case "broken" ->
          Response.stream(
              "text/plain",
              out -> {
                throw new IllegalStateException("secret");
              });
      default -> Response.noContent();
    };
  }

  private static List<String> cookies(RawHttp.Answer answer) {
    return answer.headers().stream()
        .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("set-cookie:"))
        .map(line -> line.substring("Set-Cookie:".length()).strip())
        .toList();
  }

  @Test
  void aCookieIsSafeUnlessToldOtherwise() {
    RawHttp.Answer answer = http.send("POST", "/login");

    assertThat(answer.status()).isEqualTo(303);
    assertThat(cookies(answer))
        .singleElement()
        .asString()
        .startsWith("token=t%201; Path=/; Expires=")
        .endsWith(" GMT; Max-Age=604800; Secure; HttpOnly; SameSite=Strict");
  }

  @Test // R74
  void whatIsSetIsReadAndWhatIsDeletedIsGoneWhileTheHeaderStaysAsItWas() {
    RawHttp.Answer answer = http.send("GET", "/write", "Cookie: x=old; y=1");

    assertThat(answer.body()).isEqualTo("[\"new; =é\",false,[],\"x=old; y=1\"]");
    assertThat(cookies(answer))
        .containsExactly(
            "x=new%3B%20%3D%C3%A9; Path=/; Secure; HttpOnly; SameSite=Lax",
            "y=; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Secure; HttpOnly;"
                + " SameSite=Lax");
  }

  @Test // R75
  void theAnswersOwnCookiesComeFirstAndWinOverThoseOfTheJar() {
    assertThat(cookies(http.send("GET", "/both")))
        .containsExactly(
            "p=own", "r=own; Path=/r", "q=jar; Path=/; Secure; HttpOnly; SameSite=Lax");
  }

  @ParameterizedTest // R77
  @CsvSource({
    "redirect, 307, 1",
    "nothing, 204, 1",
    "stream, 200, 1",
    "404, 404, 0",
    "failure, 500, 0",
    "unserialisable, 500, 0",
    "broken, 500, 0",
  })
  void cookiesGoOutWithAnAnswerAndNotWithAnError(String what, int status, int cookies) {
    RawHttp.Answer answer = http.send("GET", "/then/" + what);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(cookies(answer)).hasSize(cookies);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1; b=2; a=3|[\"1\",\"3\"]",
        "a=\"q; a=2|[\"\\\"q\",\"2\"]",
        "a=\"q r\"|[\"q r\"]",
        "a=%zz; a=%C3; a=%C3%A9; a=%|[\"%zz\",\"%C3\",\"é\",\"%\"]",
        "a; =x; ;;; a==; a=|[\"=\",\"\"]",
        "A=1; $a=2|[]",
        " a = x =y |[\"x =y\"]",
      })
  void anyCookieHeaderCanBeRead(String header, String values) {
    RawHttp.Answer answer = http.send("GET", "/read/a", "Cookie: " + header);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(values);
  }

  @Test
  void severalCookieHeadersAreOneAfterTheOther() {
    assertThat(http.send("GET", "/read/a", "Cookie: a=1", "Cookie: b=2; a=3").body())
        .isEqualTo("[\"1\",\"3\"]");
    assertThat(http.send("GET", "/read/a").body()).isEqualTo("[]");
  }

  @Test
  void aSignedCookieComesBackAndAChangedOneDoesNot() {
    RawHttp.Answer answer = http.send("POST", "/signed");
    String session = cookies(answer).getFirst().split(";")[0];
    String other = session.replace("session=", "session=A");

    assertThat(answer.body()).isEqualTo("\"id-of-the-session\"");
    assertThat(session).doesNotContain("id-of-the-session");
    assertThat(http.send("GET", "/signed", "Cookie: " + session).body())
        .isEqualTo("\"id-of-the-session\"");
    assertThat(http.send("GET", "/signed", "Cookie: " + other).body()).isEqualTo("null");
    assertThat(http.send("GET", "/signed", "Cookie: " + other + "; " + session).body())
        .isEqualTo("\"id-of-the-session\"");
  }

  @Test
  void inDevelopmentOverPlainHttpACookieIsNotSecureUnlessItHasToBe() {
    try (Served development =
        Served.with(
                () ->
                    List.of(
                        get(
                            "/",
                            call -> {
                              call.cookies().set(Cookie.of("a", "1"));
                              call.cookies().set(Cookie.of("__Host-b", "1"));
                              return Response.noContent();
                            })),
                app -> app.development(true))
            .start()) {
      assertThat(cookies(development.send("GET", "/")))
          .containsExactly(
              "a=1; Path=/; HttpOnly; SameSite=Lax",
              "__Host-b=1; Path=/; Secure; HttpOnly; SameSite=Lax");
    }
  }
}
