package dev.trestle.internal.query;

import java.util.List;

/** Makes one array of the rows. */
final class JsonArray implements JsonFrame {
  private boolean begun;

  boolean begun() {
    return begun;
  }

  /** One answer, sent whole: most lists are not longer. */
  @Override
  public int firstBatch() {
    return 1_000;
  }

  @Override
  public byte[] part(List<JsonLevel> batches, boolean ends) {
    long size = batches.stream().mapToLong(JsonLevel::size).sum();
    // Exact, but for a comma before an empty batch: so that nothing is copied again.
    JsonBuffer out = new JsonBuffer(Math.toIntExact(size + batches.size() + (ends ? 1 : 0)));
    for (JsonLevel batch : batches) {
      if (!begun) {
        out.write('[');
      } else if (batch.rows() > 0) {
        out.write(',');
      }
      begun = true;
      batch.write(out);
    }
    if (ends) {
      out.write(']');
    }
    return out.toBytes();
  }
}
