package dev.trestle.bench.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;

/**
 * A connection that speaks just enough HTTP/1.1 to ask again and again, at little cost: the client
 * shares the processor with the service that is measured. Used by one thread.
 */
final class Wire implements AutoCloseable {
  private static final String LENGTH = "\r\ncontent-length:";

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[1 << 16];
  private int position;
  private int end;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /** Sends a request, reads the answer to its end, and gives its status. */
  int exchange(byte[] request) throws IOException {
    out.write(request);
    String head = head();
    int length = -1;
    for (int at = head.indexOf("\r\n"); at >= 0; at = head.indexOf("\r\n", at + 2)) {
      if (head.regionMatches(true, at, LENGTH, 0, LENGTH.length())) {
        int to = head.indexOf("\r\n", at + 2);
        length = Integer.parseInt(head.substring(at + LENGTH.length(), to).strip());
      }
    }
    if (length >= 0) {
      skip(length);
    } else {
      skipChunks();
    }
    return Integer.parseInt(head.substring(9, 12));
  }

  /** All up to the empty line, which is included. */
  private String head() throws IOException {
    int matched = 0;
    StringBuilder head = new StringBuilder(256);
    while (matched < 4) {
      int c = read();
      head.append((char) c);
      matched = c == (matched % 2 == 0 ? '\r' : '\n') ? matched + 1 : c == '\r' ? 1 : 0;
    }
    return head.toString();
  }

  private void skipChunks() throws IOException {
    for (int size = chunk(); size > 0; size = chunk()) {
      skip(size + 2);
    }
    skip(2);
  }

  private int chunk() throws IOException {
    byte[] digits = new byte[16];
    int count = 0;
    for (int c = read(); c != '\n'; c = read()) {
      digits[count++] = (byte) c;
    }
    return Integer.parseInt(new String(digits, 0, count, US_ASCII).strip(), 16);
  }

  private int read() throws IOException {
    if (position == end) {
      fill();
    }
    return buffer[position++];
  }

  private void skip(int bytes) throws IOException {
    int left = bytes;
    while (left > end - position) {
      left -= end - position;
      position = end;
      fill();
    }
    position += left;
  }

  private void fill() throws IOException {
    end = Math.max(0, in.read(buffer));
    position = 0;
    if (end == 0) {
      throw new EOFException("The server closed the connection");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
