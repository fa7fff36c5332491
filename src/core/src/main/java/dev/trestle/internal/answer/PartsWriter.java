package dev.trestle.internal.answer;

import dev.trestle.Response;
import dev.trestle.query.JsonParts;
import java.io.IOException;
import java.io.OutputStream;

/** Writes parts one after the other; a slow client holds one of them. */
final class PartsWriter implements Response.Writer {
  private final JsonParts others;
  private byte[] next;

  PartsWriter(byte[] first, JsonParts others) {
    this.next = first;
    this.others = others;
  }

  @Override
  public void write(OutputStream out) throws IOException {
    out.write(next);
    while (others.hasNext()) {
      next = others.next();
      out.write(next);
    }
  }
}
