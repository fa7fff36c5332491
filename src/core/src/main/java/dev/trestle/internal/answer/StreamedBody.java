package dev.trestle.internal.answer;

import dev.trestle.Response;
import dev.trestle.internal.exchange.Exchange;
import dev.trestle.internal.exchange.StreamedAnswer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** The body of an answer that a writer makes, and what becomes of it if that fails. */
final class StreamedBody implements StreamedAnswer {
  private final Exchange exchange;
  private final Response.Writer writer;
  private final int held;
  private final Outcome outcome;

  /**
   * @param held how many bytes are held back until it is known how it ends
   */
  StreamedBody(Exchange exchange, Response.Writer writer, int held, Outcome outcome) {
    this.exchange = exchange;
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

    /** It failed before it began: an error is sent in its place, or thrown to be. */
    void refused(Throwable failure);

    /** It failed after it began. */
    void broken(Throwable failure, boolean clientGone);
  }

  @Override
  public void discard() {
    outcome.ended();
  }

  @Override
  public Optional<byte[]> run() {
    try {
      return write();
    } finally {
      outcome.ended();
    }
  }

  private Optional<byte[]> write() {
    boolean head = exchange.request().method().equals("HEAD");
    BooleanSupplier compressed = head ? () -> false : outcome::compressed;
    StreamOutput out = new StreamOutput(exchange, compressed, held);
    try {
      if (head) {
        out.begin();
        return Optional.empty();
      }
      writer.write(out);
      byte[] left = out.end();
      return out.begun() ? Optional.empty() : Optional.of(outcome.whole(left));
    } catch (Throwable failure) {
      if (out.begun()) {
        try {
          outcome.broken(failure, out.lost());
        } finally {
          out.abort();
        }
        return Optional.empty();
      }
      out.close();
      outcome.refused(failure);
      return Optional.empty();
    }
  }
}
