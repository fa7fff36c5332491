package dev.trestle.dataproxy;

/** What the client says beside the statements. */
final class Headers {
  /** An address whose password is the key; the rest of it is the client's own. */
  static final String CONNECTION_STRING = "Neon-Connection-String";

  static final String RAW_TEXT = "Neon-Raw-Text-Output";
  static final String ARRAY_MODE = "Neon-Array-Mode";
  static final String ISOLATION = "Neon-Batch-Isolation-Level";
  static final String READ_ONLY = "Neon-Batch-Read-Only";
  static final String DEFERRABLE = "Neon-Batch-Deferrable";

  private Headers() {}
}
