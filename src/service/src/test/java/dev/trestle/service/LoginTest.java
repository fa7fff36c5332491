package dev.trestle.service;

import static dev.trestle.Verb.GET;
import static dev.trestle.Verb.POST;
import static dev.trestle.service.db.Tables.SESSIONS;
import static dev.trestle.service.db.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.service.parts.Passwords;
import dev.trestle.testing.AnswerCookie;
import dev.trestle.testing.Calls;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestClient;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  final TestApp app = Service.empty(() -> Main.service().provide(Passwords.class, PASSWORDS));

  @BeforeEach
  void ada() {
    app.db()
        .insertInto(USERS)
        .set(USERS.EMAIL, "ada@example.org")
        .set(USERS.PASSWORD_HASH, PASSWORDS.hash("correct horse"))
        .execute();
  }

  @Test
  void theHashOfAPasswordIsStoredAndNotTold() {
    TestAnswer answer = signUp("eve@example.org", "battery staple");

    assertThat(answer.json().propertyNames()).containsExactly("id", "email", "name", "createdAt");
    assertThat(app.db().fetchValue(USERS.PASSWORD_HASH, USERS.EMAIL.eq("eve@example.org")))
        .startsWith("$2a$04$")
        .hasSize(60);
    signUp("eve@example.org", "battery staple")
        .expect(409)
        .expectText("{\"error\":\"Email already exists\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "seven77", "ééééééééééééééééééééééééééééééééééééé"})
  void aPasswordThatIsTooShortOrTooLongForBcryptIsRefused(String password) {
    TestAnswer answer = signUp("eve@example.org", password);

    answer.expect(400);
    assertThat(answer.json().get("fields").propertyNames()).containsExactly("password");
  }

  @Test
  void everyByteOfAPasswordCounts() {
    String longest = "x".repeat(72);
    signUp("eve@example.org", longest).expect(201);
    signUp("max@example.org", longest + "y").expect(400);

    login("eve@example.org", longest).expect(200);
    login("eve@example.org", longest + "y").expect(401).expectText(REFUSED);
    login("eve@example.org", longest.replaceAll("x$", "y")).expect(401).expectText(REFUSED);
  }

  @Test
  void aLoginIsACookieThatOpensWhatIsProtected(TestClient ada) {
    TestAnswer login = login(ada, "ada@example.org", "correct horse").expect(200).expectTasks(1);

    assertThat(login.json().propertyNames()).containsExactly("id", "email", "name", "createdAt");
    AnswerCookie cookie = login.cookie("token");
    assertThat(cookie.value()).matches("[-_0-9A-Za-z]{43}");
    assertThat(cookie.maxAge()).contains(Duration.ofDays(7));
    assertThat(cookie.attributes())
        .containsKeys("Secure", "HttpOnly")
        .containsEntry("Path", "/")
        .containsEntry("SameSite", "Strict");
    ada.call(GET, "/api/protected")
        .expect(200)
        .expectJson("/message", "Authenticated")
        .expectJson("/user", login.json())
        .expectHeader("Cache-Control", "private, no-store")
        .expectStatements("from (\"sessions\" join");
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
    app.call(GET, "/api/protected", it -> cookie.isEmpty() ? it : it.header("Cookie", cookie))
        .expect(401)
        .expectText("{\"error\":\"Unauthorized\"}");
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
      TestAnswer answer = login(login[0], login[1]);

      answer.expect(401).expectText(REFUSED);
      answer.expectNoHeader("Set-Cookie");
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
    assertThat(forged).allMatch(it -> ask(it).status() == 401);
    ask(token).expect(200);
  }

  @Test
  void aLogoutEndsTheSessionForWhoeverHasTheToken(TestClient ada, TestClient elsewhere) {
    String token = token(login(ada, "ada@example.org", "correct horse"));
    login(elsewhere, "ada@example.org", "correct horse");

    TestAnswer logout = ada.call(POST, "/api/logout").expect(204);

    assertThat(logout.cookie("token").isDeleted()).isTrue();
    assertThat(ada.cookies("/")).isEmpty();
    ask(token).expect(401);
    elsewhere.call(GET, "/api/protected").expect(200);
  }

  @Test
  void aNewLoginEndsTheSessionThatTheClientHad(TestClient ada) {
    String token = token(login(ada, "ada@example.org", "correct horse"));

    TestAnswer again = login(ada, "ada@example.org", "correct horse");

    assertThat(token(again)).isNotEqualTo(token);
    ask(token).expect(401);
  }

  @Test
  void aSessionEndsWithItsTime(TestClient ada) {
    String token = token(login(ada, "ada@example.org", "correct horse").expectTasks(1));

    app.clock().advance(Duration.ofDays(7).minusSeconds(1));
    ask(token).expect(200);
    app.clock().advance(Duration.ofSeconds(1));
    ask(token).expect(401);

    assertThat(ada.cookies("/")).isEmpty();
    assertThat(app.db().fetchCount(SESSIONS)).isEqualTo(1);
    login(ada, "ada@example.org", "correct horse").expectTasks(1);
    assertThat(app.db().fetchCount(SESSIONS)).isEqualTo(1);
  }

  @Test
  void aSessionEndsWithItsUser() {
    login("ada@example.org", "correct horse").expect(200);

    app.db().deleteFrom(USERS).execute();

    assertThat(app.db().fetchCount(SESSIONS)).isZero();
  }

  private TestAnswer signUp(String email, String password) {
    return app.call(
        POST, "/api/signup", Map.of("email", email, "name", "Ada", "password", password));
  }

  private TestAnswer login(String email, String password) {
    return login(app, email, password);
  }

  private static TestAnswer login(Calls client, String email, String password) {
    return client.call(POST, "/api/login", Map.of("email", email, "password", password));
  }

  private TestAnswer ask(String token) {
    return app.call(GET, "/api/protected", it -> it.cookie("token", token));
  }

  private static String token(TestAnswer login) {
    return login.cookie("token").value();
  }
}
