package dev.trestle.internal.javalin;

import dev.trestle.HttpError;
import dev.trestle.StartException;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.call.Dispatcher;
import dev.trestle.internal.jetty.CompletedRequestLog;
import dev.trestle.internal.jetty.ObservedRequests;
import dev.trestle.internal.jetty.RouteHandler;
import dev.trestle.spi.Carrier;
import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.json.JavalinJackson3;
import io.javalin.router.InternalRouter;
import io.javalin.util.JavalinException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The Javalin server of an application that brings its own. */
public final class OwnServer {
  private OwnServer() {}

  /**
   * Configures a server: virtual threads, one shape of errors for Javalin's own routes too.
   *
   * @param headerLimit of the request line and all headers, in bytes
   * @param change the user's settings, which have the last word
   * @param carrier in place of all that would listen
   */
  public static Javalin create(
      Application application,
      RoutePlugin plugin,
      int headerLimit,
      Consumer<JavalinConfig> change,
      Optional<Carrier> carrier) {
    return Javalin.create(config -> {
      basics(config, headerLimit);
      config.jetty.modifyServer(server -> server.setErrorHandler(new JettyErrors(application)));
      if (application.alone()) {
        config.jetty.modifyServer(server -> {
          server.insertHandler(new LateHandler());
          server.insertHandler(new RouteHandler(application));
        });
      }
      config.jetty.modifyServletContextHandler(UnreadBodyFilter::install);
      config.http.prefer405over404 = true;
      config.jsonMapper(new JavalinJackson3(application.json().mapper(), true));
      mapErrors(config, new Dispatcher(application));
      config.registerPlugin(plugin);
      change.accept(config);
      config.jetty.modifyServer(server ->
          carrier.ifPresentOrElse(
              other -> addConnector(config, server, other), () -> addConnector(config, server)));
      application
          .watch()
          .ifPresent(watch ->
              config.jetty.modifyServer(server -> {
                CompletedRequestLog.install(server, watch);
                server.insertHandler(new ObservedRequests(application, watch));
              }));
    });
  }

  /**
   * Virtual threads, strict about what is a request, nothing compressed, and nothing said about it.
   *
   * @param headerLimit of the request line and all headers, in bytes
   */
  static void basics(JavalinConfig config, int headerLimit) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.jetty.threadPool = new RequestThreads();
    config.jetty.modifyHttpConfiguration(http -> {
      http.setRequestHeaderSize(headerLimit);
      // Without it a line may end with LF alone, which not every proxy in front takes for an end.
      http.setHttpCompliance(HttpCompliance.STRICT);
      // A table of what each connection has sent takes 105 kB, and makes nothing faster.
      http.setHeaderCacheSize(0);
    });
    config.http.compressionStrategy = CompressionStrategy.NONE;
  }

  /** Has what Javalin's own routes throw answered as ours are. */
  private static void mapErrors(JavalinConfig config, Dispatcher dispatcher) {
    InternalRouter router = config.unsafe.internalRouter;
    config.routes.exception(
        HttpResponseException.class,
        (e, context) ->
            dispatcher.answer(new ServletExchange(context, router, false), translate(e)));
    config.routes.exception(
        Exception.class,
        (e, context) -> dispatcher.answer(new ServletExchange(context, router, false), e));
  }

  /** Called when the server starts, with what the user has added. */
  static void addConnector(JavalinConfig config, Server server) {
    if (server.getConnectors().length == 0 && config.unsafe.jettyInternal.connectors.isEmpty()) {
      config.jetty.addConnector(
          (owner, http) -> listener(owner, http, config.jetty.host, config.jetty.port));
    }
  }

  /** What listens on an address, and is not started. */
  public static ServerConnector listener(
      Server server, HttpConfiguration http, String host, int port) {
    WatchedConnector connector = new WatchedConnector(server, http);
    connector.setHost(host);
    connector.setPort(port);
    return connector;
  }

  private static void addConnector(JavalinConfig config, Server server, Carrier carrier) {
    server.setConnectors(new Connector[0]);
    config.unsafe.jettyInternal.connectors.clear();
    config.jetty.addConnector(
        (owner, http) -> carrier.connector(owner, new HttpConnectionFactory(http)));
  }

  /**
   * Starts the server on an address.
   *
   * @throws StartException if the address cannot be listened on
   */
  public static void start(Javalin server, String host, int port) {
    refuseTakenPort(host, port);
    try {
      server.start(host, port);
    } catch (JavalinException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new StartException(
          "The server cannot listen on " + host + ":" + port + ": " + cause.getMessage() + ".", e);
    }
  }

  /**
   * Asked first, because Javalin logs its own failure; whoever is quicker still gets a sentence.
   */
  private static void refuseTakenPort(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
    } catch (BindException e) {
      throw new StartException(
          "Port "
              + port
              + " of "
              + host
              + " cannot be listened on ("
              + e.getMessage()
              + "); set PORT to a free one, HOST to an address of this machine.",
          e);
    } catch (IOException | RuntimeException e) {
      // Anything else is the server's to say.
    }
  }

  /** The address of a server. */
  public static String url(String host, int port) {
    return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }

  private static HttpError translate(HttpResponseException e) {
    int status = e.getStatus() >= 400 && e.getStatus() <= 599 ? e.getStatus() : 500;
    return HttpError.of(status, status == 404 ? "Not found" : String.valueOf(e.getMessage()));
  }
}
