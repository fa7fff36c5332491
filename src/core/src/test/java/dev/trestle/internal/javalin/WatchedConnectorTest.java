package dev.trestle.internal.javalin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.Test;

class WatchedConnectorTest {
  private static final int CLIENTS = 120;

  @Test
  void aHundredClientsConnectBeforeTheFirstIsAccepted() throws IOException {
    List<Socket> clients = new ArrayList<>();
    ServerConnector listening =
        OwnServer.listener(new Server(), new HttpConfiguration(), "127.0.0.1", 0);
    // Bound, but not started: nobody accepts.
    listening.open();
    try {
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getLocalPort());
      for (int i = 0; i < CLIENTS; i++) {
        Socket client = new Socket();
        clients.add(client);
        client.connect(address, 900); // A client that is dropped tries again after a second.
      }
      assertThat(clients).hasSize(CLIENTS).allMatch(Socket::isConnected);
    } finally {
      for (Socket client : clients) {
        client.close();
      }
      listening.close();
    }
  }
}
