package dev.trestle.internal.answer;

import dev.trestle.Response;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.BooleanSupplier;

/**
 * A stream as a result of Javalin's, which reads results when all handlers have run: only then its
 * writer runs, so that an {@code after} handler may still set headers. Read are the bytes of an
 * answer that never had to begin, or those of an error; what has begun goes to the servlet's output
 * directly, past the owner's compression, which cannot be flushed.
 */
final class StreamedBody extends InputStream {
  private final Context context;
  private final Response.Writer writer;
  private final int held;
  private final Outcome outcome;
  private InputStream rest;

  /**
   * @param held how many bytes are held back until it is known how it ends
   */
  StreamedBody(Context context, Response.Writer writer, int held, Outcome outcome) {
    this.context = context;
    this.writer = writer;
    this.held = held;
    this.outcome = outcome;
  }

  /** What becomes of an answer whose writer has ended. */
  interface Outcome {
    /** Its writer has ended, in whatever way, or will never run. */
    void ended();

    /**
     * It is complete and has not begun.
     *
     * @return what is sent in its place, maybe compressed
     */
    byte[] whole(byte[] body);

    /** It begins with its first bytes, compressed or not. */
    boolean compressed();

    /** It failed before it began: becomes an error, as the context's result. */
    void refused(Throwable failure);

    /** It failed after it began. */
    void broken(Throwable failure, boolean clientGone);
  }

  @Override
  public int read() throws IOException {
    return rest().read();
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return rest().read(bytes, offset, length);
  }

  /** Closed by Javalin at the end, and before it began if another result takes its place. */
  @Override
  public void close() throws IOException {
    if (rest == null) {
      rest = InputStream.nullInputStream();
      outcome.ended();
    }
    rest.close();
  }

  private InputStream rest() throws IOException {
    if (rest == null) {
      try {
        rest = run();
      } finally {
        outcome.ended();
      }
    }
    return rest;
  }

  private InputStream run() throws IOException {
    boolean head = context.req().getMethod().equals("HEAD");
    BooleanSupplier compressed = head ? () -> false : outcome::compressed;
    StreamOutput out = new StreamOutput(context.req(), context.res(), compressed, held);
    try {
      if (head) {
        out.begin();
        return InputStream.nullInputStream();
      }
      writer.write(out);
      byte[] left = out.end();
      return new ByteArrayInputStream(out.begun() ? left : outcome.whole(left));
    } catch (Throwable failure) {
      if (out.begun()) {
        try {
          outcome.broken(failure, out.lost());
        } finally {
          out.abort();
        }
        return InputStream.nullInputStream();
      }
      out.close();
      outcome.refused(failure);
      InputStream error = context.resultInputStream();
      return error == null || error == this ? InputStream.nullInputStream() : error;
    }
  }
}
