package dev.trestle.internal.jetty;

import dev.trestle.internal.request.BodyPace;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/**
 * What a function left of a body. It is read on after the answer was sent, so the connection stays
 * usable, and the client of a refused upload is not cut off before it could read why. Of a long
 * rest only a part is read; then Jetty closes the connection.
 */
public final class UnreadBody {
  private static final int MOST = 4 << 20;

  private UnreadBody() {}

  /** False also for a client that waits to be asked for its body, which nobody will now. */
  static boolean isLeft(Request request) {
    HttpFields headers = request.getHeaders();
    long length = headers.getLongField(HttpHeader.CONTENT_LENGTH);
    if (length == 0
        || length < 0 && !headers.contains(HttpHeader.TRANSFER_ENCODING)
        || headers.contains(HttpHeader.EXPECT)) {
      return false;
    }
    Content.Chunk chunk = request.read();
    if (chunk == null) {
      return true;
    }
    boolean left = !chunk.isLast() && !Content.Chunk.isFailure(chunk);
    chunk.release();
    return left;
  }

  /** The same, whatever comes of it. */
  static void readOn(Request request) {
    try {
      readOn(Content.Source.asInputStream(request));
    } catch (IOException | RuntimeException e) {
      // The answer is out; Jetty closes a connection whose body is not at its end.
    }
  }

  /** Reads on, up to a bound. */
  public static void readOn(InputStream in) throws IOException {
    byte[] buffer = new byte[8192];
    BodyPace pace = new BodyPace(BodyPace.LEAST);
    int left = MOST;
    for (int read = 0; read >= 0 && left > 0; left -= read) {
      read = pace.read(in, buffer, 0, Math.min(buffer.length, left));
    }
  }
}
