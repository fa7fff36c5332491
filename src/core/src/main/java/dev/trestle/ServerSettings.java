package dev.trestle;

import dev.trestle.internal.app.Application;
import dev.trestle.internal.javalin.OwnServer;
import dev.trestle.internal.javalin.RoutePlugin;
import dev.trestle.internal.setting.Range;
import dev.trestle.spi.Carrier;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/** Where the server of an application listens, and what its owner has set up there. */
final class ServerSettings {
  static final Range PORTS = new Range(0, 65535);
  static final int PORT = 8080;
  static final String HOST = "127.0.0.1";

  private String host = HOST;
  private int port = PORT;
  private Optional<Carrier> carrier = Optional.empty();
  private Optional<Consumer<JavalinConfig>> javalin = Optional.empty();

  void host(String name) {
    this.host = Objects.requireNonNull(name, "name");
  }

  void port(int number) {
    this.port = PORTS.check("port", number);
  }

  void carrier(Carrier instead) {
    this.carrier = Optional.of(instead);
  }

  void javalin(Consumer<JavalinConfig> change) {
    this.javalin = Optional.of(javalin.map(before -> before.andThen(change)).orElse(change));
  }

  void take(Environment environment) {
    port(environment.port());
    host(environment.host());
  }

  String host() {
    return host;
  }

  /** Whether nobody else has set up anything. */
  boolean isUntouched() {
    return javalin.isEmpty();
  }

  Javalin create(Application application, RoutePlugin plugin, int headerLimit) {
    return OwnServer.create(
        application, plugin, headerLimit, javalin.orElse(config -> {}), carrier);
  }

  /**
   * Starts it.
   *
   * @return the port that it listens on; empty if something else carries its requests
   * @throws StartException if the address cannot be listened on
   */
  OptionalInt start(Javalin server) {
    if (carrier.isPresent()) {
      server.start();
      return OptionalInt.empty();
    }
    OwnServer.start(server, host, port);
    return OptionalInt.of(server.port());
  }
}
