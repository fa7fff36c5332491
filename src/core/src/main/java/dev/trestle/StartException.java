package dev.trestle;

/**
 * The application cannot start, for a reason outside its code: the database does not answer, the
 * port is taken, a setting is wrong. The message is one sentence for people, without secrets.
 */
public final class StartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * With the sentence alone.
   *
   * @param message one sentence that names the thing and what to do
   */
  public StartException(String message) {
    super(message);
  }

  /**
   * With what led to it.
   *
   * @param message one sentence that names the thing and what to do
   * @param cause for debugging
   */
  public StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
