package dev.trestle.testing;

import dev.trestle.spi.Carrier;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;

/**
 * Within the JVM: the bytes of a request are read by the server as if they had come from a socket.
 */
final class MemoryLine implements Line, Carrier {
  private MemoryConnector connector;

  @Override
  public Connector connector(Server server, HttpConnectionFactory http) {
    connector = new MemoryConnector(server, http);
    return connector;
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public void exchange(byte[] request, AnswerReader reader)
      throws IOException, InterruptedException {
    MemoryConnector.End end = connector.open(ByteBuffer.wrap(request));
    try {
      boolean done = false;
      while (!done) {
        ByteBuffer some = end.await(LONGEST);
        done = reader.read(some);
        if (!done && end.isOver()) {
          reader.end();
          return;
        }
      }
    } finally {
      end.hangUp();
    }
  }
}
