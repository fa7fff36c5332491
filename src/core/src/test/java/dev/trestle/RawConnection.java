package dev.trestle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** One connection whose answers are read piece by piece, as the bytes come. */
public final class RawConnection implements AutoCloseable {
  private final Socket socket = new Socket();
  private final InputStream in;
  private boolean chunked;

  public RawConnection(int port) throws IOException {
    socket.setReceiveBufferSize(64 * 1024);
    socket.setTcpNoDelay(true);
    socket.connect(new InetSocketAddress("127.0.0.1", port));
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a request without a body; headers are whole lines. */
  public RawConnection send(String requestLine, String... headers) throws IOException {
    StringBuilder request = new StringBuilder(requestLine + "\r\nHost: test\r\n");
    for (String header : headers) {
      request.append(header).append("\r\n");
    }
    socket.getOutputStream().write((request + "\r\n").getBytes(UTF_8));
    return this;
  }

  /** Sends more: a part of a body. */
  public RawConnection write(String text) throws IOException {
    return write(text.getBytes(UTF_8));
  }

  /** Sends more, as bytes. */
  public RawConnection write(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return this;
  }

  /** Sends nothing more, and still reads. */
  public RawConnection breakOff() throws IOException {
    socket.shutdownOutput();
    return this;
  }

  /** Reads a whole answer that tells its length. */
  public RawHttp.Answer answer() throws IOException {
    RawHttp.Answer head = head();
    int length = Integer.parseInt(head.header("Content-Length").orElse("0"));
    return new RawHttp.Answer(head.status(), head.headers(), new String(bytes(length), UTF_8));
  }

  /** Reads a status line and headers, and nothing after them. */
  public RawHttp.Answer head() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      lines.add(line);
    }
    int status = Integer.parseInt(lines.getFirst().split(" ")[1]);
    return new RawHttp.Answer(status, lines.subList(1, lines.size()), "");
  }

  /** Reads one chunk, without what ends it, which Jetty sends with the next; empty for the last. */
  public byte[] chunk() throws IOException {
    String size = line();
    if (chunked) {
      size = line();
    }
    chunked = !size.equals("0");
    byte[] chunk = bytes(Integer.parseInt(size, 16));
    if (!chunked) {
      line();
    }
    return chunk;
  }

  /** Reads one chunk as text. */
  public String chunkText() throws IOException {
    return new String(chunk(), UTF_8);
  }

  /** Reads all chunks, also the last. */
  public byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] chunk = chunk(); chunk.length > 0; chunk = chunk()) {
      all.write(chunk);
    }
    return all.toByteArray();
  }

  /** Reads so many bytes. */
  public byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new IOException("The connection ended after " + bytes.length + " of " + count);
    }
    return bytes;
  }

  /** Reads until the server closes. */
  public String rest() throws IOException {
    return new String(in.readAllBytes(), UTF_8);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("The connection ended in '" + line.toString(ISO_8859_1) + "'");
      }
      line.write(b);
    }
    return line.toString(ISO_8859_1).stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
