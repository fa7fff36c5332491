package dev.trestle.migrate;

/**
 * The database could not be brought to its schema. The message is one sentence for people: what
 * failed, where, and what to do; never a password.
 */
public final class MigrationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MigrationException(String message, Throwable cause) {
    super(message, cause);
  }
}
