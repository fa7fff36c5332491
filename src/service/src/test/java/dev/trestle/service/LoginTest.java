package dev.trestle.service;

import static dev.trestle.service.Answers.assertAnswer;
import static dev.trestle.service.Answers.header;
import static dev.trestle.service.Answers.json;
import static dev.trestle.service.Service.send;
import static dev.trestle.service.db.Tables.SESSIONS;
import static dev.trestle.service.db.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.service.parts.Passwords;
import dev.trestle.testing.TestApp;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From sign-up to logout. */
class LoginTest {
  private static final String REFUSED = "{\"error\":\"Invalid credentials\"}";

  /** As weak as bcrypt allows, so that tests are fast. */
  private static final Passwords PASSWORDS = Passwords.ofCost(4);

  @RegisterExtension
  static final TestApp app =
      Service.empty(() -> Main.service().provide(Passwords.class, PASSWORDS));

  @BeforeEach
  void ada() {
    app.db().deleteFrom(USERS).execute();
    app.db()
        .insertInto(USERS)
        .set(USERS.EMAIL, "ada@example.org")
        .set(USERS.PASSWORD_HASH, PASSWORDS.hash("correct horse"))
        .execute();
  }

  @Test
  void theHashOfAPasswordIsStoredAndNotTold() {
    HttpResponse<String> answer = signUp("eve@example.org", "battery staple");

    assertThat(json(answer).propertyNames()).containsExactly("id", "email", "name", "createdAt");
    assertThat(app.db().fetchValue(USERS.PASSWORD_HASH, USERS.EMAIL.eq("eve@example.org")))
        .startsWith("$2a$04$")
        .hasSize(60);
    assertAnswer(
        signUp("eve@example.org", "battery staple"), 409, "{\"error\":\"Email already exists\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seven77", "ééééééééééééééééééééééééééééééééééééé"})
  void aPasswordThatIsTooShortOrTooLongForBcryptIsRefused(String password) {
    HttpResponse<String> answer = signUp("eve@example.org", password);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(json(answer).get("fields").propertyNames()).containsExactly("password");
  }

  @Test
  void everyByteOfAPasswordCounts() {
    String longest = "x".repeat(72);
    assertThat(signUp("eve@example.org", longest).statusCode()).isEqualTo(201);
    assertThat(signUp("max@example.org", longest + "y").statusCode()).isEqualTo(400);

    assertThat(login("eve@example.org", longest).statusCode()).isEqualTo(200);
    assertAnswer(login("eve@example.org", longest + "y"), 401, REFUSED);
    assertAnswer(login("eve@example.org", longest.replaceAll("x$", "y")), 401, REFUSED);
  }

  @Test
  void aLoginIsACookieThatOpensWhatIsProtected() {
    HttpResponse<String> login = login("ada@example.org", "correct horse");

    assertThat(login.statusCode()).isEqualTo(200);
    assertThat(json(login).propertyNames()).containsExactly("id", "email", "name", "createdAt");
    String cookie = header(login, "Set-Cookie");
    assertThat(List.of(cookie.split("; ")))
        .contains("Path=/", "Max-Age=604800", "Secure", "HttpOnly", "SameSite=Strict")
        .first()
        .asString()
        .matches("token=[-_0-9A-Za-z]{43}");
    HttpResponse<String> opened = ask(token(login));
    assertThat(json(opened).get("message").asString()).isEqualTo("Authenticated");
    assertThat(json(opened).get("user")).isEqualTo(json(login));
    assertThat(opened.headers().firstValue("Cache-Control")).contains("private, no-store");
  }

  @Test
  void onlyTheHashOfATokenIsStored() throws Exception {
    String token = token(login("ada@example.org", "correct horse"));

    assertThat(app.db().fetchSingle(SESSIONS).getTokenHash())
        .isEqualTo(MessageDigest.getInstance("SHA-256").digest(token.getBytes()));
    assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "token=",
        "token=made-up",
        "other=x",
        "token=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void withoutASessionNothingIsOpened(String cookie) {
    HttpRequest.Builder request = app.request("/api/protected");

    assertAnswer(
        app.send(cookie.isEmpty() ? request : request.header("Cookie", cookie)),
        401,
        "{\"error\":\"Unauthorized\"}");
  }

  @Test
  void whoIsUnknownAndWhoIsWrongGetOneAnswerForTheSameWork() {
    app.db()
        .insertInto(USERS)
        .set(USERS.EMAIL, "never@example.org")
        .set(USERS.PASSWORD_HASH, "no password matches this")
        .execute();
    String[][] wrong = {
      {"nobody@example.org", "correct horse"},
      {"ada@example.org", "wrong horse"},
      {"never@example.org", "no password matches this"},
      {"ada@example.org", "correct horse".repeat(10)}
    };

    for (String[] login : wrong) {
      long before = PASSWORDS.computations();
      HttpResponse<String> answer = login(login[0], login[1]);

      assertAnswer(answer, 401, REFUSED);
      assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
      assertThat(PASSWORDS.computations() - before).isEqualTo(1);
    }
    assertThat(app.db().fetchCount(SESSIONS)).isZero();
  }

  @Test
  void whoHasReadTheTableOrChangesATokenOpensNothing() {
    String token = token(login("ada@example.org", "correct horse"));
    byte[] hash = app.db().fetchSingle(SESSIONS).getTokenHash();
    String other = token.startsWith("A") ? "B" : "A";
    String jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGFAZXhhbXBsZS5vcmcifQ.";

    List<String> forged =
        List.of(
            HexFormat.of().formatHex(hash),
            Base64.getUrlEncoder().withoutPadding().encodeToString(hash),
            other + token.substring(1),
            token.substring(1),
            token.substring(0, 42),
            token + "A",
            token.toLowerCase(Locale.ROOT) + "=",
            token + "%00",
            jwt,
            "%27%20or%20%27a%27=%27a");
    assertThat(forged).allMatch(it -> ask(it).statusCode() == 401);
    assertThat(ask(token).statusCode()).isEqualTo(200);
  }

  @Test
  void aLogoutEndsTheSessionForWhoeverHasTheToken() {
    String token = token(login("ada@example.org", "correct horse"));
    String other = token(login("ada@example.org", "correct horse"));

    HttpResponse<String> logout = send(app, "POST", "/api/logout", "", "Cookie", "token=" + token);

    assertThat(logout.statusCode()).isEqualTo(204);
    assertThat(header(logout, "Set-Cookie")).startsWith("token=;").contains("Max-Age=0");
    assertThat(ask(token).statusCode()).isEqualTo(401);
    assertThat(ask(other).statusCode()).isEqualTo(200);
  }

  @Test
  void aNewLoginEndsTheSessionThatTheClientHad() {
    String token = token(login("ada@example.org", "correct horse"));

    HttpResponse<String> again =
        login("ada@example.org", "correct horse", "Cookie", "token=" + token);

    assertThat(token(again)).isNotEqualTo(token);
    assertThat(ask(token).statusCode()).isEqualTo(401);
  }

  @Test
  void aSessionEndsWithItsTimeAndWithItsUser() {
    String token = token(login("ada@example.org", "correct horse"));
    assertThat(app.db().fetchSingle(SESSIONS).getExpiresAt())
        .isBetween(
            OffsetDateTime.now().plusDays(7).minusMinutes(1), OffsetDateTime.now().plusDays(7));

    app.db().update(SESSIONS).set(SESSIONS.EXPIRES_AT, OffsetDateTime.now()).execute();
    assertThat(ask(token).statusCode()).isEqualTo(401);
    app.db().deleteFrom(USERS).execute();
    assertThat(app.db().fetchCount(SESSIONS)).isZero();
  }

  private static HttpResponse<String> signUp(String email, String password) {
    return app.post(
        "/api/signup",
        "{\"email\":\"%s\",\"name\":\"Ada\",\"password\":\"%s\"}".formatted(email, password));
  }

  private static HttpResponse<String> login(String email, String password, String... headers) {
    String body = "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password);
    return send(app, "POST", "/api/login", body, headers);
  }

  private static HttpResponse<String> ask(String token) {
    return app.send(app.request("/api/protected").header("Cookie", "token=" + token));
  }

  private static String token(HttpResponse<String> login) {
    String cookie = header(login, "Set-Cookie");
    return cookie.substring("token=".length(), cookie.indexOf(';'));
  }
}
