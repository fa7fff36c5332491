package dev.trestle.migrate;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One migration or seed file, against one database.
 *
 * @param version the number in its name
 * @param description the words in its name
 * @param file its name
 * @param state where it stands
 * @param appliedAt when it was applied, if it was
 * @param took how long it ran; zero if it was not applied
 */
public record Migration(
    String version,
    String description,
    String file,
    State state,
    Optional<Instant> appliedAt,
    Duration took) {

  /** Where a migration stands. */
  public enum State {
    /** Applied, and its file is as it was then. */
    APPLIED,
    /** Will be applied next time. */
    PENDING,
    /** Applied, and its file was edited since. */
    CHANGED,
    /** Applied, and its file is gone or of another version of the code. */
    MISSING,
    /** Began outside a transaction and did not end. */
    FAILED
  }
}
