package dev.trestle.migrate;

import java.time.Duration;

/**
 * Is told how migrations go on, by the thread that runs them, which waits meanwhile. What it throws
 * ends the run.
 */
public interface MigrationListener {
  /** Another process migrates this database; this one waits until that has ended. */
  default void waiting() {}

  /**
   * A statement begins.
   *
   * @param step which
   */
  default void began(Step step) {}

  /**
   * A statement did not get a lock in time. What its file did is undone; after a pause it is run
   * again from its beginning.
   *
   * @param step which
   * @param attempt how many there were, from 1
   * @param attempts how many there will be at most
   * @param pause before the next one
   */
  default void locked(Step step, int attempt, int attempts, Duration pause) {}

  /**
   * What a run that was killed had left half done is removed, and its file run again.
   *
   * @param file its name
   * @param what was left, such as the name of an index
   */
  default void cleared(String file, String what) {}

  /**
   * A file is applied, and stays so whatever happens to those after it.
   *
   * @param migration which
   */
  default void applied(Migration migration) {}

  /**
   * A statement of a file.
   *
   * @param file its name
   * @param line where the statement begins, from 1
   * @param statement which of the file, from 1
   * @param statements how many the file has
   */
  record Step(String file, int line, int statement, int statements) {}
}
