package dev.trestle.check;

/** Whether a live service is hurt. */
public enum Severity {
  /** Requests would wait or fail for longer than a moment, or the migration would fail. */
  DANGER,
  /** Worth knowing before it is deployed; requests wait for a moment at most. */
  NOTE
}
