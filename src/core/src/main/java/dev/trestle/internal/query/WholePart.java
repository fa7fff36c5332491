package dev.trestle.internal.query;

import dev.trestle.query.JsonParts;
import java.util.NoSuchElementException;

/** An answer that is one part. */
final class WholePart implements JsonParts {
  private final byte[] json;
  private boolean given;

  WholePart(byte[] json) {
    this.json = json;
  }

  @Override
  public boolean hasNext() {
    return !given;
  }

  @Override
  public byte[] next() {
    if (given) {
      throw new NoSuchElementException("All rows are written");
    }
    given = true;
    return json;
  }

  @Override
  public void close() {
    given = true;
  }
}
