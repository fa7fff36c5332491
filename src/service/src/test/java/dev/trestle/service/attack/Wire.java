package dev.trestle.service.attack;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.util.List;

/** Sends bytes as they are, and shows what comes back. */
final class Wire {
  private final int port;

  Wire(String url) {
    this.port = URI.create(url).getPort();
  }

  /**
   * What came back, up to the end of the connection.
   *
   * @param status 0 if nothing came
   * @param head the status line and all headers
   * @param body what follows
   */
  record Answer(int status, String head, String body) {
    String all() {
      return head + "\r\n\r\n" + body;
    }
  }

  /**
   * Sends a request that asks for the end of its connection.
   *
   * @param line without a line end; each character a byte
   * @param headers whole lines; each character a byte
   * @param body with its length, unless it is empty
   * @param whole false to take only the head of the answer
   */
  Answer send(String line, List<String> headers, byte[] body, boolean whole) {
    StringBuilder head = new StringBuilder(line + "\r\nHost: test\r\nConnection: close\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append(body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n").append("\r\n");
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(60_000);
      try {
        socket.getOutputStream().write(head.toString().getBytes(ISO_8859_1));
        socket.getOutputStream().write(body);
      } catch (IOException refusedBeforeItsEnd) {
        // What was said of it is there all the same.
      }
      return parse(read(socket.getInputStream(), whole));
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  private static byte[] read(InputStream in, boolean whole) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[16 * 1024];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      all.write(buffer, 0, count);
      if (!whole && all.toString(ISO_8859_1).contains("\r\n\r\n")) {
        break;
      }
    }
    return all.toByteArray();
  }

  private static Answer parse(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int end = text.indexOf("\r\n\r\n");
    return end < 0
        ? new Answer(0, text, "")
        : new Answer(
            Integer.parseInt(text.substring(9, 12)),
            text.substring(0, end),
            text.substring(end + 4));
  }
}
