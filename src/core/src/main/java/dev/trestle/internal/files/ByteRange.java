package dev.trestle.internal.files;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A part of a file.
 *
 * @param first its first byte
 * @param length in bytes; 0 if the file has no such part
 */
public record ByteRange(long first, long length) {
  private static final Pattern SINGLE =
      Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*", Pattern.CASE_INSENSITIVE);

  /**
   * Reads the header {@code Range}.
   *
   * @param header as sent
   * @param size of the whole file
   * @return empty for what the whole file answers: nonsense, other units, more than one part
   */
  public static Optional<ByteRange> parse(String header, long size) {
    Matcher single = SINGLE.matcher(header);
    if (!single.matches()) {
      return Optional.empty();
    }
    String from = single.group(1);
    String to = single.group(2);
    if (from.isEmpty()) {
      return to.isEmpty() ? Optional.empty() : suffix(Long.parseLong(to), size);
    }
    long first = Long.parseLong(from);
    long last = to.isEmpty() ? Long.MAX_VALUE : Long.parseLong(to);
    if (last < first) {
      return Optional.empty();
    }
    return Optional.of(
        first >= size
            ? new ByteRange(0, 0)
            : new ByteRange(first, Math.min(last, size - 1) - first + 1));
  }

  private static Optional<ByteRange> suffix(long length, long size) {
    if (size == 0 && length > 0) {
      return Optional.empty();
    }
    long most = Math.min(length, size);
    return Optional.of(new ByteRange(size - most, most));
  }

  /** The value of {@code Content-Range}. */
  public String of(long size) {
    return "bytes " + first + "-" + (first + length - 1) + "/" + size;
  }
}
