package dev.trestle.internal.javalin;

import dev.trestle.spi.Carrier;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** Brings the requests of a {@link Front} to one application behind it. */
public final class Hosted implements Carrier {
  private HostedConnector connector;

  /** To be given to the application before it starts. */
  public Hosted() {}

  @Override
  public Connector connector(Server server, HttpConnectionFactory http) {
    connector = new HostedConnector(server);
    return connector;
  }

  /**
   * Takes one more request, whose end the application waits for from now on when it is closed.
   *
   * @return answers that request
   */
  public Handler enter() {
    connector.enter();
    Server server = connector.getServer();
    return new Handler.Abstract() {
      @Override
      public boolean handle(Request request, Response response, Callback callback)
          throws Exception {
        Request.addCompletionListener(request, failure -> connector.leave());
        Front.answeredBy(request, server);
        return server.handle(request, response, callback);
      }
    };
  }
}
