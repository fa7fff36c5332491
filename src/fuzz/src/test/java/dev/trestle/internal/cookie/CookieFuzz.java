package dev.trestle.internal.cookie;

import static dev.trestle.fuzz.Oracle.same;
import static dev.trestle.fuzz.Oracle.that;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trestle.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Cookies: what a client sends, what is written for it, and signatures that nobody made. */
public final class CookieFuzz {
  private static final SigningKey KEY = SigningKey.random();

  private CookieFuzz() {}

  /** Called for each input. */
  public static void fuzzerTestOneInput(byte[] data) {
    String text = new String(data, UTF_8);
    List<String> sent = new SentCookies(List.of(text)).all("a");
    that(sent.size() <= text.length());

    String written = CookieText.encode(text);
    that(written.chars().allMatch(c -> c > ' ' && c < 127 && ";,\"\\".indexOf(c) < 0));
    same(new SentCookies(List.of("b=1; a=" + written + "; c=2")).all("a"), List.of(text));
    same(new SentCookies(List.of("a=\"" + written + "\"")).all("a"), List.of(text));

    that(Signatures.verify(KEY, "a", text, Instant.EPOCH).isEmpty());
    String signed = Signatures.sign(KEY, "a", text, Optional.of(Instant.ofEpochSecond(10)));
    same(Signatures.verify(KEY, "a", signed, Instant.ofEpochSecond(9)), Optional.of(text));
    that(Signatures.verify(KEY, "a", signed, Instant.ofEpochSecond(10)).isEmpty());
    that(Signatures.verify(KEY, "b", signed, Instant.EPOCH).isEmpty());
  }
}
