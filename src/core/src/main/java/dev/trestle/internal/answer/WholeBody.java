package dev.trestle.internal.answer;

import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * A whole answer as a result of Javalin's, which copies results to the client in parts of 8 KiB.
 * This one is written at once when Javalin begins to copy it. Only for servers on which nobody
 * reads results before they are sent.
 */
final class WholeBody extends ByteArrayInputStream {
  private final HttpServletResponse response;
  private boolean sent;

  WholeBody(byte[] body, HttpServletResponse response) {
    super(body);
    this.response = response;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) {
    if (sent) {
      return super.read(bytes, offset, length); // For a request log, after the answer.
    }
    sent = true;
    write();
    return -1;
  }

  private void write() {
    try {
      response.getOutputStream().write(buf, 0, count);
    } catch (IOException e) {
      throw WholeBody.<RuntimeException>unchecked(e);
    }
  }

  /** Javalin expects what a stream throws, which this superclass does not declare. */
  @SuppressWarnings("unchecked")
  private static <E extends Exception> E unchecked(IOException failure) throws E {
    throw (E) failure;
  }
}
