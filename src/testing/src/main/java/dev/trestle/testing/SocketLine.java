package dev.trestle.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;

/** Over a socket, one for each request. */
final class SocketLine implements Line {
  private final int port;

  SocketLine(int port) {
    this.port = port;
  }

  @Override
  public String host() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void exchange(byte[] request, AnswerReader reader)
      throws IOException, InterruptedException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout((int) LONGEST.toMillis());
      OutputStream out = socket.getOutputStream();
      // Apart, since an upload may be refused before all of it was sent.
      Thread sending = Thread.ofVirtual().start(() -> send(out, request));
      InputStream in = socket.getInputStream();
      byte[] some = new byte[8192];
      boolean done = false;
      while (!done) {
        int read = in.read(some);
        if (read < 0) {
          reader.end();
          return;
        }
        done = reader.read(ByteBuffer.wrap(some, 0, read));
      }
      sending.join();
    }
  }

  private static void send(OutputStream out, byte[] request) {
    try {
      out.write(request);
      out.flush();
    } catch (IOException e) {
      // The answer tells why, or that there is none.
    }
  }
}
