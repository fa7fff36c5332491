package dev.trestle.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;

/** Jetty's connector without sockets, whose clients are on this machine. */
final class MemoryConnector extends LocalConnector {
  private static final SocketAddress HERE =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

  MemoryConnector(Server server, HttpConnectionFactory http) {
    super(server, null, null, null, 0, http);
  }

  /** A connection over which a request comes; another thread of the server's reads it. */
  End open(ByteBuffer request) throws IOException {
    End end = new End();
    end.addInput(request);
    Connection connection = getDefaultConnectionFactory().newConnection(this, end);
    end.setConnection(connection);
    end.onOpen();
    onEndPointOpened(end);
    connection.onOpen();
    return end;
  }

  /** The client's end of one. */
  final class End extends LocalEndPoint {
    @Override
    public SocketAddress getRemoteSocketAddress() {
      return HERE;
    }

    @Override
    public SocketAddress getLocalSocketAddress() {
      return HERE;
    }

    /** What the server has written since. */
    ByteBuffer await(Duration longest) throws IOException, InterruptedException {
      ByteBuffer some = waitForOutput(longest.toMillis(), TimeUnit.MILLISECONDS);
      if (some == null) {
        throw new SocketTimeoutException("nothing came for " + longest.toSeconds() + " s");
      }
      return some;
    }

    /** Whether the server will write no more. */
    boolean isOver() {
      return !isOpen() || isOutputShutdown();
    }

    /** As a client does who has what it wanted. */
    void hangUp() {
      addInputEOF();
    }
  }
}
