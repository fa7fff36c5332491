package dev.trestle.migrate;

import dev.trestle.DatabaseUrl;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Properties;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/** Whether a database is on this machine, as far as its address says. */
final class Local {
  /** The library for Unix sockets that pgjdbc's manual names. Other factories may lead anywhere. */
  private static final String UNIX = "org.newsclub.net.unix.";

  private Local() {}

  /** All of its hosts, where there are several; as the driver reads the address. */
  static boolean is(DatabaseUrl url) {
    Properties properties = Driver.parseURL(url.jdbcUrl(), new Properties());
    if (properties == null) {
      return false;
    }
    String factory = PGProperty.SOCKET_FACTORY.getOrDefault(properties);
    if (factory != null) {
      return factory.startsWith(UNIX);
    }
    String hosts = PGProperty.PG_HOST.getOrDefault(properties);
    return hosts != null && Stream.of(hosts.split(",", -1)).allMatch(Local::isLoopback);
  }

  private static boolean isLoopback(String host) {
    try {
      return !host.isBlank()
          && Stream.of(InetAddress.getAllByName(host)).allMatch(InetAddress::isLoopbackAddress);
    } catch (UnknownHostException e) {
      return false;
    }
  }
}
