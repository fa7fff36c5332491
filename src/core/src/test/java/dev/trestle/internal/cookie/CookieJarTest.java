package dev.trestle.internal.cookie;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.Cookie;
import dev.trestle.Cookie.Priority;
import dev.trestle.Cookie.SameSite;
import dev.trestle.Response;
import dev.trestle.SigningKey;
import dev.trestle.internal.work.RequestWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R71, R72, and what is refused. */
class CookieJarTest {
  private static final Instant NOW = Instant.parse("2030-01-02T03:04:05Z");
  private static final SigningKey KEY = SigningKey.random();

  private final CookieJar jar = at(NOW);

  private static CookieJar at(Instant now, String... headers) {
    return new CookieJar(
        () -> List.of(headers), false, Clock.fixed(now, ZoneOffset.UTC), new RequestWork());
  }

  private List<String> sent() {
    return jar.addTo(Response.noContent()).headers().stream().map(Map.Entry::getValue).toList();
  }

  @Test // R71
  void everyAttributeIsSent() {
    jar.set(
        Cookie.of("b", "x y;é")
            .httpOnly(true)
            .secure(true)
            .sameSite(SameSite.LAX)
            .maxAge(Duration.ofSeconds(60))
            .path("/p")
            .domain("example.com")
            .partitioned(true)
            .priority(Priority.HIGH));

    assertThat(sent())
        .containsExactly(
            "b=x%20y%3B%C3%A9; Path=/p; Expires=Wed, 02 Jan 2030 03:05:05 GMT; Max-Age=60;"
                + " Domain=example.com; Secure; HttpOnly; SameSite=Lax; Partitioned;"
                + " Priority=High");
  }

  @Test // R72
  void zeroMaxAgeHasItsDateInThePastToo() {
    jar.set(Cookie.of("m", "v").maxAge(Duration.ZERO).secure(false).httpOnly(false));

    assertThat(sent())
        .containsExactly(
            "m=v; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; SameSite=Lax");
    assertThat(jar.has("m")).isFalse();
  }

  @Test // R72
  void aCookieIsDeletedWhereItWasSet() {
    jar.delete(Cookie.of("d", "ignored").path("/x").domain("example.com"));

    assertThat(sent())
        .containsExactly(
            "d=; Path=/x; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Domain=example.com;"
                + " Secure; HttpOnly; SameSite=Lax");
  }

  @Test
  void theLastOfAPlaceIsSentAndEachPlaceHasItsOwn() {
    jar.set(Cookie.of("a", "1"));
    jar.set(Cookie.of("a", "2").path("/x"));
    jar.set(Cookie.of("a", "3"));

    assertThat(sent()).hasSize(2);
    assertThat(sent().getLast()).startsWith("a=3");
    assertThat(jar.getAll("a")).containsExactly("3");
  }

  @Test
  void lessThanASecondIsASecondAndNotADeletion() {
    jar.set(Cookie.of("a", "1").maxAge(Duration.ofMillis(1)));

    assertThat(sent().getFirst()).contains("; Max-Age=1;");
    assertThat(jar.has("a")).isTrue();
  }

  @Test
  void aSignedCookieHoldsForItsNameItsTimeAndItsKey() {
    jar.set(Cookie.of("s", "é").maxAge(Duration.ofHours(1)).signed(KEY));
    String value = sent().getFirst().split("[=;]")[1];
    SigningKey next = SigningKey.random();

    assertThat(at(NOW, "s=" + value).signed("s", KEY)).contains("é");
    assertThat(at(NOW, "s=" + value).signed("s", next, KEY)).contains("é");
    assertThat(at(NOW, "s=" + value).signed("s", next)).isEmpty();
    assertThat(at(NOW, "t=" + value).signed("t", KEY)).isEmpty();
    assertThat(at(NOW.plusSeconds(3599), "s=" + value).signed("s", KEY)).contains("é");
    assertThat(at(NOW.plusSeconds(3600), "s=" + value).signed("s", KEY)).isEmpty();
    assertThat(at(NOW, "s=é").signed("s", KEY)).isEmpty();
  }

  @Test
  void aDeletedCookieIsNotSigned() {
    jar.set(Cookie.of("s", "admin").maxAge(Duration.ZERO).signed(KEY));

    assertThat(sent().getFirst()).startsWith("s=;");
  }

  @Test
  void whatBrowsersWouldDropIsRefused() {
    jar.set(Cookie.of("a", "x".repeat(4094)));
    assertThatThrownBy(() -> jar.set(Cookie.of("a", "x".repeat(4095))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cookie 'a' has 4097 bytes as it is sent; browsers drop one of more than 4096. Keep the"
                + " value in the database and its key in the cookie");
    assertThatThrownBy(() -> jar.set(Cookie.of("a", "é".repeat(700))))
        .hasMessageContaining("4202 bytes");
    assertThatThrownBy(() -> jar.set(Cookie.of("a", "x".repeat(3100)).signed(KEY)))
        .hasMessageContaining("bytes as it is sent");
    refused("__Host-a", "__Host- needs the path /", cookie -> cookie.path("/x"));
    refused("__Host-a", "__Host- forbids a domain", cookie -> cookie.domain("example.com"));
    refused("__host-a", "its prefix needs Secure", cookie -> cookie.secure(false));
    refused("__Secure-a", "its prefix needs Secure", cookie -> cookie.secure(false));
    refused(
        "a", "SameSite=None needs Secure", cookie -> cookie.secure(false).sameSite(SameSite.NONE));
    refused("a", "Partitioned needs Secure", cookie -> cookie.partitioned(true).secure(false));
    refused(
        "a",
        "maxAge is PT-1S; it must be from zero to 400 days",
        cookie -> cookie.maxAge(Duration.ofSeconds(-1)));
    refused(
        "a",
        "maxAge is PT9624H; it must be from zero to 400 days",
        cookie -> cookie.maxAge(Duration.ofDays(401)));
  }

  private static void refused(String name, String why, UnaryOperator<Cookie> change) {
    Cookie cookie = Cookie.of(name, "1");
    assertThatThrownBy(() -> change.apply(cookie))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cookie '" + name + "': " + why);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a=b", "a;b", "a,b", "é", "a\r\nSet-Cookie: b"})
  void aNameThatCannotBeSentIsRefused(String name) {
    assertThatThrownBy(() -> Cookie.of(name, "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + name.replaceAll("\\p{Cntrl}", "?")
                + "' cannot be the name of a cookie; use letters, digits, - and _");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "/a;Domain=evil", "/a\r\nX: y", "/é"})
  void aPathThatCannotBeSentIsRefused(String path) {
    assertThatThrownBy(() -> Cookie.of("a", "1").path(path))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it must begin with a slash");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", "a;b", "a\r\nb", "-a", "http://a"})
  void aDomainThatCannotBeSentIsRefused(String domain) {
    assertThatThrownBy(() -> Cookie.of("a", "1").domain(domain))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("it must be like example.com");
  }

  @Test
  void aValueNeverBreaksOutOfItsCookie() {
    for (char c = 0; c < 0x300; c++) {
      String text = "a" + c + "b";
      jar.set(Cookie.of("v", text));
      assertThat(sent().getLast()).matches("v=[!'()*%.0-9A-Z_a-z~-]+; Path=/; Secure.*");
      assertThat(at(NOW, sent().getLast().split(";")[0]).get("v")).contains(text);
    }
  }
}
