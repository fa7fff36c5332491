package dev.trestle.spi;

import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;

/**
 * Carries requests to an application in place of the socket that it would listen on: within this
 * JVM for its tests, or by whatever else Jetty has a connector for. All that comes after the bytes
 * of a request were read is as it is over a socket; only when a client goes away in the middle is
 * not noticed before something is written to it.
 *
 * @see dev.trestle.TrestleBuilder#carrier
 */
@FunctionalInterface
public interface Carrier {
  /**
   * Makes what carries.
   *
   * @param server that it is added to, and started and stopped with
   * @param http reads requests and writes answers as the application's settings have it
   * @return over these, not started
   */
  Connector connector(Server server, HttpConnectionFactory http);
}
