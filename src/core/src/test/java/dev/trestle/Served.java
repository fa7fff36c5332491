package dev.trestle;

import dev.trestle.spi.Handler;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A server on a free port, what asks it, and the routes that tests write most:
 *
 * <pre>{@code
 * @RegisterExtension static final Served http = Served.with(RoutingTest::routes);
 * }</pre>
 *
 * <p>A static field is one server for all tests of its class, any other one for each test. For a
 * single test there is {@code try (Served http = Served.with(…).start())}.
 */
public final class Served
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        AutoCloseable {
  /** Whether everything goes by way of Javalin's servlet, as where its owner sets anything up. */
  private static final boolean SERVLET = Boolean.getBoolean("trestle.servlet");

  private final Supplier<Server> server;
  private Server running;
  private boolean shared;

  /** What listens, and how it ends. */
  private record Server(int port, Runnable stop) {}

  private Served(Supplier<Server> server) {
    this.server = server;
  }

  /** A route whose only function answers {@code GET}. */
  public static RouteDefinition get(String path, Handler function) {
    return RouteDefinition.at(path, path).on(Verb.GET, function);
  }

  /** A text that begins with an a, which is sent before the rest is made. */
  public static Response begun(Response.Writer rest) {
    return Response.stream(
        "text/plain",
        out -> {
          out.write('a');
          out.flush();
          rest.write(out);
        });
  }

  /** A server of our own. */
  public static Served with(RouteTable routes) {
    return with(routes, app -> app);
  }

  /** A server of our own with settings, which are made when it starts. */
  public static Served with(RouteTable routes, UnaryOperator<TrestleBuilder> settings) {
    return lean(
        routes, app -> SERVLET ? settings.apply(app).javalin(config -> {}) : settings.apply(app));
  }

  /** A server of our own that goes by way of Javalin's servlet only if the settings have it so. */
  public static Served lean(RouteTable routes, UnaryOperator<TrestleBuilder> settings) {
    return new Served(() -> {
      Trestle app = settings.apply(Trestle.of(routes)).port(0).start();
      return new Server(app.port(), app::close);
    });
  }

  /** Somebody else's server, of which we are a plugin. */
  public static Served guest(RouteTable routes) {
    return owner(config -> config.registerPlugin(Trestle.of(routes).plugin()));
  }

  /** Somebody else's server, as it is configured there. */
  public static Served owner(Consumer<JavalinConfig> config) {
    return new Served(() -> {
      Javalin owner = Javalin.create(config).start("127.0.0.1", 0);
      return new Server(owner.port(), owner::stop);
    });
  }

  /** Starts it for one test. */
  public Served start() {
    running = server.get();
    return this;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared = true;
    start();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (!shared) {
      start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (!shared) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  /** Stops it as its owner would; a second time does nothing. */
  @Override
  public void close() {
    if (running != null) {
      running.stop().run();
    }
  }

  /** Where it listens. */
  public int port() {
    return running.port();
  }

  /** A connection that is kept open. */
  public RawConnection connect() throws IOException {
    return new RawConnection(port());
  }

  /** Like {@link RawHttp#send}. */
  public RawHttp.Answer send(String method, String target, String... headers) {
    return new RawHttp(port()).send(method, target, headers);
  }

  /** Like {@link RawHttp#sendBody}. */
  public RawHttp.Answer sendBody(String method, String target, String body, String... headers) {
    return new RawHttp(port()).sendBody(method, target, body, headers);
  }

  /** Like {@link RawHttp#json}. */
  public RawHttp.Answer json(String method, String target, String body) {
    return new RawHttp(port()).json(method, target, body);
  }

  /** Like {@link RawHttp#sendChunked}. */
  public RawHttp.Answer sendChunked(String target, List<String> chunks, String... headers) {
    return new RawHttp(port()).sendChunked(target, chunks, headers);
  }

  /** Like {@link RawHttp#raw}. */
  public RawHttp.Answer raw(String request) {
    return new RawHttp(port()).raw(request);
  }
}
