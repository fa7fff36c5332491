package dev.trestle.internal.request;

import dev.trestle.HttpError;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.zip.ZipException;

/**
 * A body as it comes in. What is wrong with it is an answer, thrown instead of an {@link
 * IOException}, and thrown again by whoever reads on: a body is never taken for a shorter one.
 */
final class LimitedInput extends InputStream {
  private final InputStream in;
  private final long limit;
  private final BodyPace pace;
  private long left;
  private HttpError failed;
  private volatile boolean over;

  LimitedInput(InputStream in, long limit, BodyPace pace) {
    this.in = in;
    this.limit = limit;
    this.pace = pace;
    this.left = limit;
  }

  /** From here on nothing is read: by then it would be the body of somebody else's request. */
  void end() {
    over = true;
  }

  /** What to say of a body that is gone with its request. */
  static IllegalStateException requestIsOver() {
    return new IllegalStateException(
        "The request is over, and so is its body; read it before the function returns");
  }

  /** The answer to a body that is too long: the rest of it is not waited for. */
  static HttpError tooLarge(long limit) {
    return closing(413, "The body is larger than " + limit + " bytes");
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (over) {
      throw requestIsOver();
    }
    if (failed != null) {
      throw failed;
    }
    if (length == 0) {
      return 0;
    }
    int read;
    try {
      // One more than is allowed, to learn whether there is more.
      read = pace.read(in, bytes, offset, (int) Math.min(length - 1, left) + 1);
    } catch (IOException | RuntimeException e) {
      throw fail(explain(e));
    }
    if (read > left) {
      throw fail(tooLarge(limit));
    }
    left -= Math.max(read, 0);
    return read;
  }

  @Override
  public int available() throws IOException {
    if (over) {
      throw requestIsOver();
    }
    return (int) Math.min(in.available(), left);
  }

  private HttpError fail(HttpError error) {
    failed = error;
    return error;
  }

  private static HttpError explain(Exception failure) {
    if (failure instanceof ZipException) {
      return closing(400, "The body is not gzip, as its Content-Encoding says");
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return closing(408, "The rest of the body did not come in time");
      }
    }
    return closing(400, "The body ends before it is complete");
  }

  private static HttpError closing(int status, String message) {
    return HttpError.of(status, message).withHeader("Connection", "close");
  }
}
