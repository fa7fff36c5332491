package dev.trestle.internal.query;

import java.io.ByteArrayOutputStream;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Makes a line of each row, ended by a line feed. */
final class JsonLines implements JsonFrame {
  /** Lines are for what is long, and for readers that may be slow. */
  @Override
  public int firstBatch() {
    return 250;
  }

  @Override
  public byte[] part(List<JsonLevel> batches, boolean ends) {
    long size = batches.stream().mapToLong(JsonLevel::size).sum();
    // Exact: a line feed for each comma, and one more for each batch.
    JsonBuffer out = new JsonBuffer(Math.toIntExact(size + batches.size()));
    for (JsonLevel batch : batches) {
      for (int row = 0; row < batch.rows(); row++) {
        int begin = out.size();
        batch.write(row, out);
        out.join(begin);
        out.write('\n');
      }
    }
    return out.toBytes();
  }

  /** The same of values. */
  static byte[] of(JsonMapper mapper, List<?> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (Object value : values) {
      JsonBuffer line = new JsonBuffer(0);
      line.write(mapper.writeValueAsBytes(value));
      line.join(0);
      line.write('\n');
      out.writeBytes(line.toBytes());
    }
    return out.toByteArray();
  }
}
