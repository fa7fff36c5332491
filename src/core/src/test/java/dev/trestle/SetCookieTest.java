package dev.trestle;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.Cookie.Priority;
import dev.trestle.Cookie.SameSite;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** R71, R72: cookies as they are sent. */
class SetCookieTest {
  private static String sent(Consumer<Cookies> change) {
    RouteDefinition sets =
        get(
            "/",
            call -> {
              change.accept(call.cookies());
              return Response.noContent();
            });
    try (Served http = Served.with(() -> List.of(sets)).start()) {
      return http.send("GET", "/").header("Set-Cookie").orElseThrow();
    }
  }

  @Test // R71
  void aCookieHasAllThatIsSaidOfIt() {
    Cookie cookie =
        Cookie.of("b", "x y;é")
            .sameSite(SameSite.LAX)
            .maxAge(Duration.ofSeconds(60))
            .path("/p")
            .domain("example.com")
            .partitioned(true)
            .priority(Priority.HIGH);

    assertThat(sent(cookies -> cookies.set(cookie)))
        .matches(
            "b=x%20y%3B%C3%A9; Path=/p; Expires=\\w{3}, \\d\\d \\w{3} \\d{4} [\\d:]{8} GMT;"
                + " Max-Age=60; Domain=example.com; Secure; HttpOnly; SameSite=Lax; Partitioned;"
                + " Priority=High");
  }

  @Test // R72
  void oneOfWhichNothingIsSaidIsSafe() {
    assertThat(sent(cookies -> cookies.set(Cookie.of("a", "1"))))
        .isEqualTo("a=1; Path=/; Secure; HttpOnly; SameSite=Lax");
    assertThat(sent(cookies -> cookies.set(Cookie.of("a", "1").secure(false).httpOnly(false))))
        .isEqualTo("a=1; Path=/; SameSite=Lax");
  }

  @Test // R72
  void oneThatIsDeletedEndsWhereItWasSet() {
    String past = "Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; ";

    assertThat(sent(cookies -> cookies.delete("d")))
        .isEqualTo("d=; Path=/; " + past + "Secure; HttpOnly; SameSite=Lax");
    assertThat(sent(cookies -> cookies.delete(Cookie.of("d", "").path("/x").domain("example.com"))))
        .isEqualTo("d=; Path=/x; " + past + "Domain=example.com; Secure; HttpOnly; SameSite=Lax");
    assertThat(sent(cookies -> cookies.set(Cookie.of("m", "v").maxAge(Duration.ZERO))))
        .isEqualTo("m=v; Path=/; " + past + "Secure; HttpOnly; SameSite=Lax");
  }

  @Test // R72
  void strictIsStrict() {
    assertThat(sent(cookies -> cookies.set(Cookie.of("a", "1").sameSite(SameSite.STRICT))))
        .endsWith("; SameSite=Strict");
  }
}
