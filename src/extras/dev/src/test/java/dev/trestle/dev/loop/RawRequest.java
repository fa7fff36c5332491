package dev.trestle.dev.loop;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A request with whatever headers, which clients do not let one set. */
final class RawRequest {
  private RawRequest() {}

  /** Gives all that is answered. */
  static String send(int port, String... lines) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
