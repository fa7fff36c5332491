package dev.trestle.internal.answer;

import dev.trestle.internal.compress.GzipStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.io.EndPoint;

/**
 * What the writer of a stream writes to. Holds back some bytes, mostly {@link #HELD}, so that a
 * failure before is an ordinary error and a short answer has its length; from then on, or from the
 * first {@code flush()}, the answer has begun.
 */
final class StreamOutput extends OutputStream {
  static final int HELD = 16 * 1024;

  private final HttpServletRequest request;
  private final HttpServletResponse response;
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
  StreamOutput(
      HttpServletRequest request,
      HttpServletResponse response,
      BooleanSupplier compressed,
      int held) {
    this.request = request;
    this.response = response;
    this.compressed = compressed;
    this.held = new byte[held];
    String length = response.getHeader("Content-Length");
    this.declared = length == null ? -1 : Long.parseLong(length);
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
  void abort() throws IOException {
    open = false;
    gzip.ifPresent(GzipStream::release);
    if (!request.getProtocol().startsWith("HTTP/1.")) {
      response.sendError(-1); // Jetty's way to reset a stream of HTTP/2.
      return;
    }
    // The socket's own end is closed, below TLS, which would say that all has been sent. Not by
    // sendError: Javalin takes a request that Jetty gave up for an asynchronous one.
    EndPoint socket = socket();
    if (declared < 0 && request.getProtocol().equals("HTTP/1.0")) {
      resetWhenClosed(socket);
    }
    socket.close();
  }

  private EndPoint socket() {
    EndPoint endPoint =
        ServletContextRequest.getServletContextRequest(request)
            .getConnectionMetaData()
            .getConnection()
            .getEndPoint();
    while (endPoint.getTransport() instanceof EndPoint inner) {
      endPoint = inner;
    }
    return endPoint;
  }

  /** Where the end of the connection is the end of the body, only a reset tells the difference. */
  private static void resetWhenClosed(EndPoint socket) throws IOException {
    if (socket.getTransport() instanceof SocketChannel channel && channel.isOpen()) {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    }
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
    if (first && declared < 0 && request.getProtocol().equals("HTTP/1.1")) {
      // Else the body of a connection that is to be closed would end with it, cut short or not.
      response.setHeader("Transfer-Encoding", "chunked");
    }
    boolean compress = first && compressed.getAsBoolean();
    sending(() -> {
      if (compress) {
        gzip = Optional.of(new GzipStream(response.getOutputStream()));
      }
      OutputStream client = gzip.isPresent() ? gzip.get() : response.getOutputStream();
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
