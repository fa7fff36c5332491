package dev.trestle.internal.exchange;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;

/** The connection that a request of Jetty's came over, down to its socket. */
public final class ClientConnection {
  private ClientConnection() {}

  /** What of it can be asked whether the client is there. */
  public static Wire wire(Request request) {
    Object transport = endPoint(request);
    while (transport instanceof EndPoint endPoint) {
      if (endPoint instanceof Wire wire) {
        return wire;
      }
      transport = endPoint.getTransport();
    }
    return Wire.UNKNOWN;
  }

  /**
   * Closes the socket's own end, below TLS, which would say that all has been sent.
   *
   * @param reset whether only a reset tells the client that something is missing
   */
  public static void cut(Request request, boolean reset) {
    EndPoint socket = endPoint(request);
    while (socket.getTransport() instanceof EndPoint inner) {
      socket = inner;
    }
    if (reset && socket.getTransport() instanceof SocketChannel channel && channel.isOpen()) {
      try {
        channel.setOption(StandardSocketOptions.SO_LINGER, 0);
      } catch (IOException e) {
        // It is closed already.
      }
    }
    socket.close();
  }

  private static EndPoint endPoint(Request request) {
    return request.getConnectionMetaData().getConnection().getEndPoint();
  }
}
