package dev.trestle.internal.jetty;

import dev.trestle.internal.app.Application;
import dev.trestle.internal.call.Dispatcher;
import dev.trestle.internal.router.Routing;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Our routes in front of Javalin's servlet, for a server that nobody else has set anything up on:
 * so there is nobody whose handlers these requests would pass by. What has no route here, and a
 * function that takes Javalin's {@code Context}, is left to Javalin.
 */
public final class RouteHandler extends Handler.Wrapper {
  private final Application application;
  private final Dispatcher dispatcher;

  /**
   * @param application whose functions answer
   */
  public RouteHandler(Application application) {
    this.application = application;
    this.dispatcher = new Dispatcher(application);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    Optional<Routing.Target> target = JettyRequestHead.target(application, request);
    if (target.isEmpty() || target.get().takesContext()) {
      return super.handle(request, response, callback);
    }
    if (application.watch().isPresent() && target.get().match().isPresent()) {
      CompletedRequestLog.routed(request, target.get().match().get().route().template());
    }
    JettyExchange exchange = new JettyExchange(request, response, callback);
    dispatcher.answer(exchange, target.get());
    exchange.finish();
    return true;
  }
}
