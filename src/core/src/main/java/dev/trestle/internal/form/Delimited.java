package dev.trestle.internal.form;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The bytes of a form in pieces, none of which ends within what may be a delimiter. Jetty's parser
 * puts a line feed before a content that begins like one, {@code -- a comment in SQL}, if it is
 * given the beginning and the rest apart.
 */
final class Delimited {
  private static final int SIZE = 16 * 1024;

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[SIZE];
  private int from;
  private int to;

  Delimited(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("--" + boundary).getBytes(ISO_8859_1);
  }

  /** The next piece, to be used up before the one after it; empty at the end. */
  ByteBuffer next() throws IOException {
    System.arraycopy(buffer, from, buffer, 0, to - from);
    to -= from;
    from = 0;
    while (from == 0) {
      int read = in.read(buffer, to, SIZE - to);
      to += Math.max(read, 0);
      from = read < 0 ? to : beginningOfDelimiter();
      if (read < 0) {
        break;
      }
    }
    return ByteBuffer.wrap(buffer, 0, from);
  }

  /** Where a line begins that is, up to here, a part of the delimiter; else the end. */
  private int beginningOfDelimiter() {
    for (int at = Math.max(0, to - delimiter.length + 1); at < to; at++) {
      boolean lineBegins = at == 0 || buffer[at - 1] == '\n';
      if (lineBegins && Arrays.equals(buffer, at, to, delimiter, 0, to - at)) {
        return at;
      }
    }
    return to;
  }
}
