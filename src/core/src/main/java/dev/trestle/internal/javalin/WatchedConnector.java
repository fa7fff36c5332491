package dev.trestle.internal.javalin;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;

/** Listens for HTTP/1.1 on sockets that tell when their client goes away. */
final class WatchedConnector extends ServerConnector {
  /**
   * How many connections may wait to be accepted, if the system allows as many ({@code
   * net.core.somaxconn}). With Java's 50, the first bytes of others are dropped, and sent again
   * after 200 ms.
   */
  private static final int WAITING = 4096;

  private final LongSupplier nanos;

  WatchedConnector(Server server, HttpConfiguration http) {
    this(server, http, System::nanoTime);
  }

  WatchedConnector(Server server, HttpConfiguration http, LongSupplier nanos) {
    super(server, new HttpConnectionFactory(http));
    this.nanos = nanos;
    setAcceptQueueSize(WAITING);
  }

  @Override
  protected SelectorManager newSelectorManager(
      Executor executor, Scheduler scheduler, int selectors) {
    return new ServerConnectorManager(executor, scheduler, selectors) {
      @Override
      protected ManagedSelector newSelector(int id) {
        return new WatchedSelector(this, id);
      }
    };
  }

  @Override
  protected SocketChannelEndPoint newEndPoint(
      SocketChannel channel, ManagedSelector selector, SelectionKey key) {
    WatchedEndPoint endPoint =
        new WatchedEndPoint(
            channel,
            (WatchedSelector) selector,
            key,
            getScheduler(),
            getExecutor(),
            new HeadTime(nanos));
    endPoint.setIdleTimeout(getIdleTimeout());
    return endPoint;
  }
}
