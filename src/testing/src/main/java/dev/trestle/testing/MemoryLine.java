package dev.trestle.testing;

import dev.trestle.internal.javalin.OwnServer;
import dev.trestle.spi.Carrier;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Within the JVM: the bytes of a request are read by the server as if they had come from a socket.
 */
final class MemoryLine implements Line, Carrier {
  private MemoryConnector connector;
  private Server server;
  private HttpConfiguration http;

  @Override
  public Connector connector(Server owner, HttpConnectionFactory connections) {
    server = owner;
    http = connections.getHttpConfiguration();
    connector = new MemoryConnector(owner, connections);
    return connector;
  }

  /** Has the server listen on a free port as well, with the connector of an application in use. */
  int listen() {
    ServerConnector listener = OwnServer.listener(server, http, "127.0.0.1", 0);
    server.addConnector(listener);
    try {
      listener.start();
    } catch (Exception e) {
      throw new IllegalStateException("The application cannot listen: " + e.getMessage(), e);
    }
    return listener.getLocalPort();
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
