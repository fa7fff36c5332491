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
    /** Applied, and its file is gone. */
    MISSING,
    /** Applied by a newer version of the code, which has its file. */
    NEWER,
    /** Not applied, while a later one is: it came in from elsewhere, and will not be applied. */
    OUT_OF_ORDER,
    /** Below the baseline: the database had what it makes before it had a history. */
    BASELINE,
    /** Began outside a transaction and did not end: will be run again. */
    FAILED
  }
}
