package dev.trestle.internal.javalin;

import io.javalin.Javalin;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/**
 * A server that listens while the applications behind it come and go: for development. Who sends a
 * request meets a {@link Gate} first.
 */
public final class Front implements AutoCloseable {
  private static final String BEHIND = Front.class.getName();
  private static final int HEADER_LIMIT = 64 << 10;

  private final Javalin javalin;
  private final String host;

  /** Chooses who answers a request. */
  @FunctionalInterface
  public interface Gate {
    /**
     * Called on the thread of the request; may take its time.
     *
     * @return who answers it; of an application {@link Hosted#enter}
     */
    Handler choose(Request request) throws Exception;
  }

  private Front(Javalin javalin, String host) {
    this.javalin = javalin;
    this.host = host;
  }

  /**
   * Begins to listen.
   *
   * @param port 0 takes any free one
   * @throws dev.trestle.StartException if the address cannot be listened on
   */
  public static Front listen(String host, int port, Gate gate) {
    Javalin javalin =
        Javalin.create(config -> {
          OwnServer.basics(config, HEADER_LIMIT);
          config.jetty.modifyServer(server -> {
            server.insertHandler(new GateHandler(gate));
            server.setErrorHandler(new ErrorsBehind());
            server.setRequestLog((request, response) ->
                behind(request)
                    .map(Server::getRequestLog)
                    .ifPresent(log -> log.log(request, response)));
          });
          config.jetty.modifyServer(server -> OwnServer.addConnector(config, server));
        });
    OwnServer.start(javalin, host, port);
    return new Front(javalin, host);
  }

  /** Notes who answers a request, so that what Jetty tells of it is told to them. */
  static void answeredBy(Request request, Server behind) {
    request.setAttribute(BEHIND, behind);
  }

  private static Optional<Server> behind(Request request) {
    return Optional.ofNullable((Server) request.getAttribute(BEHIND));
  }

  /** The name that it listens on. */
  public String host() {
    return host;
  }

  /** The port that it listens on, the real one. */
  public int port() {
    return javalin.port();
  }

  /** Listens no more, and cuts off who is connected. */
  @Override
  public void close() {
    javalin.stop();
  }

  private static final class GateHandler extends Handler.Wrapper {
    private final Gate gate;

    GateHandler(Gate gate) {
      this.gate = gate;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      return gate.choose(request).handle(request, response, callback);
    }
  }

  private static final class ErrorsBehind extends ErrorHandler {
    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
      Optional<Request.Handler> theirs = behind(request).map(Server::getErrorHandler);
      return theirs.isPresent()
          ? theirs.get().handle(request, response, callback)
          : super.handle(request, response, callback);
    }
  }
}
