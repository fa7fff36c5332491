package dev.trestle.service;

import static dev.trestle.service.Answers.assertAnswer;
import static dev.trestle.service.Answers.json;
import static dev.trestle.service.db.Tables.SESSIONS;
import static dev.trestle.service.db.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.service.parts.Passwords;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.OffsetDateTime;
import java.util.Base64;
import java.util.List;
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
      TestApp.of(
          TestDatabase.migrated("classpath:db/migration"),
          () -> Main.service().provide(Passwords.class, PASSWORDS));

  @BeforeEach
  void signUp() {
    app.db().deleteFrom(USERS).execute();
    assertThat(signUp("ada@example.org", "correct horse").statusCode()).isEqualTo(201);
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
  void aLoginIsACookieThatOpensWhatIsProtected() {
    HttpResponse<String> login = login("ada@example.org", "correct horse");

    assertThat(login.statusCode()).isEqualTo(200);
    assertThat(json(login).propertyNames()).containsExactly("id", "email", "name", "createdAt");
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
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
  void aLogoutEndsTheSessionForWhoeverHasTheToken() {
    String token = token(login("ada@example.org", "correct horse"));
    String other = token(login("ada@example.org", "correct horse"));

    HttpResponse<String> logout =
        app.send(
            app.request("/api/logout")
                .header("Cookie", "token=" + token)
                .POST(HttpRequest.BodyPublishers.noBody()));

    assertThat(logout.statusCode()).isEqualTo(204);
    assertThat(logout.headers().firstValue("Set-Cookie").orElseThrow())
        .startsWith("token=;")
        .contains("Max-Age=0");
    assertThat(ask(token).statusCode()).isEqualTo(401);
    assertThat(ask(other).statusCode()).isEqualTo(200);
  }

  @Test
  void aNewLoginEndsTheSessionThatTheClientHad() {
    String token = token(login("ada@example.org", "correct horse"));

    HttpResponse<String> again =
        app.send(
            app.request("/api/login")
                .header("Content-Type", "application/json")
                .header("Cookie", "token=" + token)
                .POST(body("ada@example.org", "correct horse")));

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

  private static HttpResponse<String> login(String email, String password) {
    return app.send(
        app.request("/api/login")
            .header("Content-Type", "application/json")
            .POST(body(email, password)));
  }

  private static HttpRequest.BodyPublisher body(String email, String password) {
    return HttpRequest.BodyPublishers.ofString(
        "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
  }

  private static HttpResponse<String> ask(String token) {
    return app.send(app.request("/api/protected").header("Cookie", "token=" + token));
  }

  private static String token(HttpResponse<String> login) {
    String cookie = login.headers().firstValue("Set-Cookie").orElseThrow();
    return cookie.substring("token=".length(), cookie.indexOf(';'));
  }
}
