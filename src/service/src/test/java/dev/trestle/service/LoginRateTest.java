package dev.trestle.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.service.parts.Passwords;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How often a client may guess. */
class LoginRateTest {
  private static final Passwords PASSWORDS = Passwords.ofCost(4);

  @RegisterExtension
  static final TestApp app =
      TestApp.of(
          TestDatabase.migrated("classpath:db/migration"),
          () -> Main.service().provide(Passwords.class, PASSWORDS));

  @Test
  void whoGuessesTooOftenIsRefusedBeforeAnythingIsComputed() {
    HttpResponse<String> answer = guess();
    int guesses = 1;
    while (answer.statusCode() == 401 && guesses < 100) {
      answer = guess();
      guesses++;
    }

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(guesses).isBetween(21, 30);
    assertThat(PASSWORDS.computations()).isEqualTo(guesses - 1);
  }

  private static HttpResponse<String> guess() {
    return app.post("/api/login", "{\"email\":\"ada@example.org\",\"password\":\"a guess\"}");
  }
}
