package dev.trestle.internal.cookie;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trestle.SigningKey;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** Signed values: the second of their end, or 0 for none, before the text. */
final class Signatures {
  private Signatures() {}

  static String sign(SigningKey key, String name, String value, Optional<Instant> end) {
    byte[] text = value.getBytes(UTF_8);
    ByteBuffer content = ByteBuffer.allocate(Long.BYTES + text.length);
    content.putLong(end.map(Instant::getEpochSecond).orElse(0L)).put(text);
    return key.sign(purpose(name), content.array());
  }

  static Optional<String> verify(SigningKey key, String name, String signed, Instant now) {
    return key.verify(purpose(name), signed)
        .filter(content -> content.length >= Long.BYTES)
        .map(ByteBuffer::wrap)
        .filter(content -> lasts(content.getLong(), now))
        .map(content -> UTF_8.decode(content).toString());
  }

  private static boolean lasts(long end, Instant now) {
    return end == 0 || now.getEpochSecond() < end;
  }

  private static String purpose(String name) {
    return "cookie " + name;
  }
}
