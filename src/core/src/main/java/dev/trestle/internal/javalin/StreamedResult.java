package dev.trestle.internal.javalin;

import dev.trestle.internal.exchange.StreamedAnswer;
import io.javalin.http.Context;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/**
 * A stream as a result of Javalin's, which reads results when all handlers have run: only then it
 * is made, so that an {@code after} handler may still set headers. Read are the bytes of an answer
 * that never had to begin, or those of an error; what has begun went to the servlet's output
 * directly, past the owner's compression, which cannot be flushed.
 */
final class StreamedResult extends InputStream {
  private final ServletExchange exchange;
  private final StreamedAnswer answer;
  private InputStream rest;

  StreamedResult(ServletExchange exchange, StreamedAnswer answer) {
    this.exchange = exchange;
    this.answer = answer;
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
      answer.discard();
    }
    rest.close();
  }

  private InputStream rest() {
    if (rest == null) {
      rest = run();
    }
    return rest;
  }

  private InputStream run() {
    Context context = exchange.javalin();
    boolean refused = false;
    try {
      Optional<byte[]> whole = answer.run();
      if (whole.isPresent()) {
        exchange.declare(whole.get());
        return new ByteArrayInputStream(whole.get());
      }
    } catch (Throwable refusal) {
      exchange.router().handleHttpException(context, refusal);
      refused = true;
    }
    if (refused || other().isPresent()) {
      exchange.router().handleHttpError(context.statusCode(), context);
    }
    return other().orElse(InputStream.nullInputStream());
  }

  /** What was put in the place of this. */
  private Optional<InputStream> other() {
    return Optional.ofNullable(exchange.javalin().resultInputStream()).filter(in -> in != this);
  }
}
