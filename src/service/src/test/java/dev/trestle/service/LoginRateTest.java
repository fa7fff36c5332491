package dev.trestle.service;

import static dev.trestle.Verb.POST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.service.parts.Passwords;
import dev.trestle.testing.TestAnswer;
import dev.trestle.testing.TestApp;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often a client may guess. */
class LoginRateTest {
  private static final Passwords PASSWORDS = Passwords.ofCost(4);

  @RegisterExtension
  static final TestApp app =
      Service.empty(() ->
          Main.service()
              .http(http -> http.trustedProxies("127.0.0.1"))
              .provide(Passwords.class, PASSWORDS));

  @Test
  void whoGuessesTooOftenIsRefusedBeforeAnythingIsComputed() {
    for (int i = 0; i < 20; i++) {
      guess("192.0.2.1").expect(401);
    }
    guess("192.0.2.1").expect(429).expectHeader("Retry-After", "3");
    guess("192.0.2.2").expect(401);
    assertThat(PASSWORDS.computations()).isEqualTo(21);

    app.clock().advance(Duration.ofSeconds(3));
    guess("192.0.2.1").expect(401);
    guess("192.0.2.1").expect(429);
  }

  private static TestAnswer guess(String client) {
    String body = "{\"email\":\"ada@example.org\",\"password\":\"a guess\"}";
    return app.call(POST, "/api/login", it -> it.json(body).header("X-Forwarded-For", client));
  }
}
