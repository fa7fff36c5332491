package dev.trestle.service;

import static dev.trestle.service.Service.send;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.service.parts.Passwords;
import dev.trestle.testing.TestApp;
import java.net.http.HttpResponse;
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
    HttpResponse<String> answer = guess("192.0.2.1");
    int guesses = 1;
    while (answer.statusCode() == 401 && guesses < 100) {
      answer = guess("192.0.2.1");
      guesses++;
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(guesses).isBetween(21, 30);
    assertThat(PASSWORDS.computations()).isEqualTo(guesses - 1);
    assertThat(guess("192.0.2.2").statusCode()).isEqualTo(401);
  }

  private static HttpResponse<String> guess(String client) {
    String body = "{\"email\":\"ada@example.org\",\"password\":\"a guess\"}";
    return send(app, "POST", "/api/login", body, "X-Forwarded-For", client);
  }
}
