package dev.trestle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what a client keeps for us and gives back, so that it cannot be changed or made up:
 * cursors, cookies. With HMAC-SHA256; whoever has the text can read it, but not write another.
 *
 * <pre>{@code
 * SigningKey key = SigningKey.of(System.getenv("SECRET"));
 * String signed = key.sign("session", "42".getBytes(UTF_8));
 * Optional<byte[]> session = key.verify("session", signed);   // empty if it was tampered with
 * }</pre>
 *
 * <p>A signature holds for one purpose: what was signed as a cursor is no session. Immutable, safe
 * for all threads; {@link #toString} does not tell the secret.
 */
public final class SigningKey {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int SIGNATURE_BYTES = 32;
  private static final int SHORTEST_SECRET = 32;

  private final AtomicReference<SecretKey> secret;

  /** Without a secret, one is drawn when it is needed first: a start needs none. */
  private SigningKey(Optional<byte[]> secret) {
    this.secret = new AtomicReference<>(secret.map(SigningKey::hmac).orElse(null));
  }

  /**
   * A key that is the same in all processes and after a restart.
   *
   * @param secret at least 32 characters that nobody can guess: {@code openssl rand -hex 32}
   * @return the key
   * @throws IllegalArgumentException if it is shorter; the message does not hold it
   */
  public static SigningKey of(String secret) {
    if (Objects.requireNonNull(secret, "secret").length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "The secret has "
              + secret.length()
              + " characters; it must have at least "
              + SHORTEST_SECRET
              + ", such as those of: openssl rand -hex 32");
    }
    return new SigningKey(Optional.of(secret.getBytes(UTF_8)));
  }

  /**
   * A key of this process: nothing that it signs is valid elsewhere, or after a restart.
   *
   * @return the key
   */
  public static SigningKey random() {
    return new SigningKey(Optional.empty());
  }

  /**
   * Signs.
   *
   * @param purpose what the text is for
   * @param content to be given back by {@link #verify}
   * @return letters, digits, {@code -} and {@code _}: fit for URLs, cookies and headers as it is
   */
  public String sign(String purpose, byte[] content) {
    byte[] signed = Arrays.copyOf(content, content.length + SIGNATURE_BYTES);
    System.arraycopy(signature(purpose, content), 0, signed, content.length, SIGNATURE_BYTES);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(signed);
  }

  /**
   * Gives back what was signed. Takes the same time wherever a signature is wrong.
   *
   * @param purpose what it was signed for
   * @param text that somebody claims to be signed
   * @return empty unless this key has signed it, for this purpose
   */
  public Optional<byte[]> verify(String purpose, String text) {
    byte[] signed;
    try {
      signed = Base64.getUrlDecoder().decode(text);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
    // Another spelling of the same bytes, with padding or stray bits at its end, is not ours.
    boolean spelled = Base64.getUrlEncoder().withoutPadding().encodeToString(signed).equals(text);
    if (!spelled || signed.length < SIGNATURE_BYTES) {
      return Optional.empty();
    }
    int length = signed.length - SIGNATURE_BYTES;
    byte[] content = Arrays.copyOf(signed, length);
    byte[] signature = Arrays.copyOfRange(signed, length, signed.length);
    return MessageDigest.isEqual(signature, signature(purpose, content))
        ? Optional.of(content)
        : Optional.empty();
  }

  /** By a key of the purpose's own, so that no content can pass for another purpose's. */
  private byte[] signature(String purpose, byte[] content) {
    byte[] own = mac(secret(), purpose.getBytes(UTF_8));
    return mac(hmac(own), content);
  }

  private SecretKey secret() {
    SecretKey known = secret.get();
    if (known == null) {
      byte[] drawn = new byte[SIGNATURE_BYTES];
      new SecureRandom().nextBytes(drawn);
      secret.compareAndSet(null, hmac(drawn));
      known = secret.get();
    }
    return known;
  }

  private static SecretKey hmac(byte[] secret) {
    return new SecretKeySpec(secret, ALGORITHM);
  }

  private static byte[] mac(SecretKey key, byte[] content) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      return mac.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("Every JVM has " + ALGORITHM, e);
    }
  }

  /** Without the secret. */
  @Override
  public String toString() {
    return "SigningKey[***]";
  }
}
