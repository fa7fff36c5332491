package dev.trestle.dataproxy;

import dev.trestle.Request;
import dev.trestle.internal.digest.Sha256;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;

/**
 * What callers prove themselves with. Only digests are kept, so that the time of a comparison tells
 * neither how long a key is nor how it begins.
 */
final class Keys {
  private static final int SHORTEST = 32;
  private static final String BEARER = "Bearer ";

  private final List<byte[]> digests;

  Keys(List<String> secrets) {
    this.digests = secrets.stream().map(Sha256::of).toList();
  }

  /** Refuses what could be guessed. */
  static String check(String secret) {
    if (secret.length() < SHORTEST) {
      throw new IllegalArgumentException(
          "A key of the data proxy has "
              + secret.length()
              + " characters; it must have at least "
              + SHORTEST
              + ", as from: openssl rand -hex 32");
    }
    return secret;
  }

  /** Whether a request has one of them. */
  boolean open(Request request) {
    Optional<String> given =
        request
            .header("Authorization")
            .filter(it -> it.regionMatches(true, 0, BEARER, 0, BEARER.length()))
            .map(it -> it.substring(BEARER.length()).strip())
            .or(() -> request.header(Headers.CONNECTION_STRING).flatMap(Keys::password));
    return given.filter(this::isOne).isPresent();
  }

  private boolean isOne(String secret) {
    byte[] digest = Sha256.of(secret);
    boolean found = false;
    for (byte[] key : digests) {
      found |= MessageDigest.isEqual(key, digest);
    }
    return found;
  }

  /** That of {@code scheme://user:password@…}, decoded. */
  private static Optional<String> password(String url) {
    int start = url.indexOf("://") + 3;
    int end = url.indexOf('@', start);
    int colon = url.indexOf(':', start);
    if (start < 3 || colon < 0 || end < colon) {
      return Optional.empty();
    }
    try {
      // A form's decoder takes a plus for a space, an address does not.
      String text = url.substring(colon + 1, end).replace("+", "%2B");
      return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
