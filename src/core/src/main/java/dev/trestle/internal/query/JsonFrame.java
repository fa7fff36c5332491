package dev.trestle.internal.query;

import java.util.List;

/** Makes one text of the rows of several batches, in parts. Used by one thread. */
interface JsonFrame {
  /** How many rows are read before it is known how large they are. */
  int firstBatch();

  /**
   * The next part.
   *
   * @param batches at least one; only the last of all may be empty
   * @param ends whether it is the last part
   */
  byte[] part(List<JsonLevel> batches, boolean ends);
}
