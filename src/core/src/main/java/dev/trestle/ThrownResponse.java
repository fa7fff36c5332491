package dev.trestle;

/**
 * Ends a request with an answer from wherever it is thrown: {@code throw
 * Response.seeOther("/login").thrown()}.
 *
 * <p>It is answered as if the function had returned it, with the cookies that were set, and never
 * logged as a failure. It is control flow, so it carries no stack trace; a transaction around it is
 * rolled back, with the cookies that were set in it. Where Java wraps it, because it was thrown on
 * another thread whose result was waited for, it is found again. Whoever catches all exceptions
 * catches this too and should throw it on.
 */
public final class ThrownResponse extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Response response;

  ThrownResponse(Response response) {
    super("Answers with " + response.status(), null, false, false);
    this.response = response;
  }

  /**
   * The answer.
   *
   * @return as it was thrown
   */
  public Response response() {
    return response;
  }
}
