package dev.trestle.internal.answer;

import dev.trestle.internal.compress.GzipStream;
import dev.trestle.internal.exchange.Exchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the writer of a stream writes to. Holds back some bytes, mostly {@link #HELD}, so that a
 * failure before is an ordinary error and a short answer has its length; from then on, or from the
 * first {@code flush()}, the answer has begun.
 */
final class StreamOutput extends OutputStream {
  static final int HELD = 16 * 1024;

  private final Exchange exchange;
  private final BooleanSupplier compressed;
  private final long declared;
  private final byte[] held;
  private int count;
  private long written;
  private boolean begun;
  private Optional<GzipStream> gzip = Optional.empty();
  private IOException lost;
  // Another thread that still writes after the end must not reach the connection's next answer.
  private volatile boolean open = true;

  /**
   * @param compressed says when the answer begins whether it is compressed
   * @param held how many bytes are held back
   */
  StreamOutput(Exchange exchange, BooleanSupplier compressed, int held) {
    this.exchange = exchange;
    this.compressed = compressed;
    this.held = new byte[held];
    this.declared = exchange.response().header("Content-Length").map(Long::parseLong).orElse(-1L);
  }

  @Override
  public void write(int b) throws IOException {
    admit(1);
    if (count == held.length) {
      sendHeld(false);
    }
    held[count++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    admit(length);
    int room = held.length - count;
    if (length <= room) {
      System.arraycopy(bytes, offset, held, count, length);
      count += length;
      return;
    }
    System.arraycopy(bytes, offset, held, count, room);
    count = held.length;
    sendHeld(false);
    int rest = length - room;
    if (rest >= held.length) {
      send(bytes, offset + room, rest, false);
    } else {
      System.arraycopy(bytes, offset + room, held, 0, rest);
      count = rest;
    }
  }

  @Override
  public void flush() throws IOException {
    if (open) {
      sendHeld(true);
    }
  }

  /** Ends what may be written, not the answer: that ends when its writer returns. */
  @Override
  public void close() {
    open = false;
  }

  /** Sends the head alone, as it would be with the first bytes. */
  void begin() throws IOException {
    send(held, 0, 0, true);
  }

  boolean begun() {
    return begun;
  }

  /** Whether a write failed, which means that the client went away or reads no more. */
  boolean lost() {
    return lost != null;
  }

  /**
   * Ends the answer after its writer returned.
   *
   * @return the whole answer, if it has not begun
   * @throws IOException if the client went away, also where the writer passed over that
   */
  byte[] end() throws IOException {
    open = false;
    if (lost != null) {
      throw lost;
    }
    if (declared >= 0 && written != declared) {
      throw new IllegalStateException(
          "The stream ended after " + written + " bytes; its Content-Length is " + declared);
    }
    if (!begun) {
      return Arrays.copyOf(held, count);
    }
    sendHeld(false);
    if (gzip.isPresent()) {
      sending(gzip.get()::finish);
      gzip.get().release();
    }
    return new byte[0];
  }

  /** Breaks the answer off, so that no client takes what was sent for the whole of it. */
  void abort() {
    open = false;
    gzip.ifPresent(GzipStream::release);
    exchange.breakOff(declared < 0 && exchange.request().protocol().equals("HTTP/1.0"));
  }

  private void admit(int length) throws IOException {
    if (lost != null) {
      throw lost;
    }
    if (!open) {
      throw new IOException("The stream is closed");
    }
    if (declared >= 0 && length > declared - written) {
      throw new IllegalStateException(
          "The stream is longer than its Content-Length of " + declared + " bytes");
    }
    written += length;
  }

  private void sendHeld(boolean now) throws IOException {
    int length = count;
    count = 0;
    send(held, 0, length, now);
  }

  private void send(byte[] bytes, int offset, int length, boolean now) throws IOException {
    boolean first = !begun;
    begun = true;
    if (first && declared < 0 && exchange.request().protocol().equals("HTTP/1.1")) {
      // Else the body of a connection that is to be closed would end with it, cut short or not.
      exchange.response().set("Transfer-Encoding", "chunked");
    }
    boolean compress = first && compressed.getAsBoolean();
    sending(() -> {
      if (compress) {
        gzip = Optional.of(new GzipStream(exchange.response().output()));
      }
      OutputStream client = gzip.isPresent() ? gzip.get() : exchange.response().output();
      if (length > 0) {
        client.write(bytes, offset, length);
      }
      if (first || now) {
        client.flush();
      }
    });
  }

  /** What reaches for the client. */
  private interface Sending {
    void run() throws IOException;
  }

  private void sending(Sending sending) throws IOException {
    try {
      sending.run();
    } catch (IOException e) {
      // Jetty wraps what it refuses, a head that is too large for one.
      if (!(e.getCause() instanceof RuntimeException)) {
        lost = e;
      }
      throw e;
    }
  }
}
