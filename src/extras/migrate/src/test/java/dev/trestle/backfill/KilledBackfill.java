package dev.trestle.backfill;

import dev.trestle.DatabaseUrl;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/** A process that a test kills. */
final class KilledBackfill {
  private KilledBackfill() {}

  /**
   * Runs it, and prints a line for each batch.
   *
   * @param arguments the address of the database, and the number of batches after which it waits to
   *     be killed
   */
  public static void main(String[] arguments) throws InterruptedException {
    Semaphore batches = new Semaphore(Integer.parseInt(arguments[1]));
    of(DatabaseUrl.parse(arguments[0]))
        .onProgress(
            Duration.ZERO,
            progress -> {
              System.out.println(progress);
              batches.acquireUninterruptibly();
            })
        .run();
  }

  /** That one, so that the test runs the same. */
  static Backfill of(DatabaseUrl database) {
    return Backfill.of(database, "t.touched")
        .update("t", "touched = touched + 1")
        .where("true")
        .batchSize(50)
        .pauseRatio(0)
        .lockTimeout(Duration.ofSeconds(50));
  }
}
