package dev.trestle.backfill;

/**
 * A backfill could not begin, or could not go on. The message is for people: what failed, why, and
 * what to do; never a password. Batches that were committed stay, and the next run goes on behind
 * them.
 */
public final class BackfillException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  BackfillException(String message) {
    super(message);
  }

  BackfillException(String message, Throwable cause) {
    super(message, cause);
  }
}
