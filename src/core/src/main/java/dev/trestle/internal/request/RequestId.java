package dev.trestle.internal.request;

import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/** Ties an answer to its lines in the log. */
public final class RequestId {
  /** Carries it in both directions. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  private RequestId() {}

  /**
   * The client's id if it is plain enough for a log, else a new one of 16 hexadecimal digits.
   *
   * @param sent by the client, if it sent one
   */
  public static String of(Optional<String> sent) {
    if (sent.isPresent() && PLAIN.matcher(sent.get()).matches()) {
      return sent.get();
    }
    return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
  }
}
