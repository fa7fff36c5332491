package dev.trestle.internal.flight;

import dev.trestle.HttpError;

/** Why a request is ended before its time. */
public enum Reason {
  /** Nobody waits for the answer. The status is nginx's, for request logs; nobody sees it. */
  CLIENT_GONE(499, "The client went away"),
  /** It took longer than its policy allows. */
  TIMEOUT(503, "This took too long; try again later"),
  /** The server does not wait any longer for it to end. */
  SHUTDOWN(503, "The server is stopping; try again");

  private final int status;
  private final String message;

  Reason(int status, String message) {
    this.status = status;
    this.message = message;
  }

  /** What the client is told, if there is one. */
  HttpError error() {
    HttpError error = HttpError.of(status, message);
    // Closing, since a body may have been left unread.
    return status == 503
        ? error.withHeader("Retry-After", "1").withHeader("Connection", "close")
        : error;
  }
}
