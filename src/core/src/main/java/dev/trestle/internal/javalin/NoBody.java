package dev.trestle.internal.javalin;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body that a 304 does not have, as a result of Javalin's. Jetty says {@code Content-Length: 0}
 * of an answer that ends before its head was sent, but a client would take it for the length of
 * what it has; so the head is sent first.
 */
final class NoBody extends InputStream {
  private final HttpServletResponse response;
  private boolean sent;

  NoBody(HttpServletResponse response) {
    this.response = response;
  }

  @Override
  public int read() throws IOException {
    close();
    return -1;
  }

  /** All that Javalin does where it would have answered 304 itself. */
  @Override
  public void close() throws IOException {
    if (!sent) {
      sent = true;
      response.flushBuffer();
    }
  }
}
