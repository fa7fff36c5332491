package dev.trestle.check;

/**
 * The check could not begin or not go on. The message is one sentence for people: what failed and
 * what to do; never a password.
 */
public final class CheckException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CheckException(String message) {
    super(message);
  }

  CheckException(String message, Throwable cause) {
    super(message, cause);
  }
}
