package dev.trestle.internal.javalin;

import dev.trestle.RequestObservation;
import dev.trestle.internal.exchange.ClientConnection;
import dev.trestle.internal.exchange.Exchange;
import dev.trestle.internal.exchange.ExchangeRequest;
import dev.trestle.internal.exchange.ExchangeResponse;
import dev.trestle.internal.exchange.StreamedAnswer;
import dev.trestle.internal.exchange.Wire;
import dev.trestle.internal.jetty.ObservedRequests;
import io.javalin.http.Context;
import io.javalin.router.InternalRouter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.function.Consumer;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * A request that came through Javalin, whose answer is left with Javalin as a result: it is sent
 * when the owner's handlers have all run.
 */
final class ServletExchange implements Exchange {
  private final Context context;
  private final InternalRouter router;
  private final boolean guest;
  private final ServletExchangeRequest request;
  private final ServletExchangeResponse response;

  /**
   * @param router of the server: has its owner's handlers of exceptions and errors
   * @param guest whether somebody else owns the server
   */
  ServletExchange(Context context, InternalRouter router, boolean guest) {
    this.context = context;
    this.router = router;
    this.guest = guest;
    this.request = new ServletExchangeRequest(context.req());
    this.response = new ServletExchangeResponse(context.res());
  }

  @Override
  public ExchangeRequest request() {
    return request;
  }

  @Override
  public ExchangeResponse response() {
    return response;
  }

  @Override
  public void send(byte[] body) {
    leaveAsItIs();
    if (response.status() != 204) {
      declare(body);
    }
    context.result(new ByteArrayInputStream(body));
  }

  @Override
  public void sendHead() {
    leaveAsItIs();
    context.result(new NoBody(context.res()));
  }

  @Override
  public void send(StreamedAnswer answer) {
    leaveAsItIs();
    context.result(new StreamedResult(this, answer));
  }

  /** What Javalin compresses, for its own routes, has not the length that is told here. */
  private void leaveAsItIs() {
    if (!guest) {
      context.disableCompression();
    }
  }

  /** An owner may compress; else the length is known, and {@code HEAD} has it as GET would. */
  void declare(byte[] body) {
    if (!guest) {
      response.contentLength(body.length);
    }
  }

  InternalRouter router() {
    return router;
  }

  @Override
  public void breakOff(boolean endsWithConnection) {
    if (request.protocol().startsWith("HTTP/1.")) {
      // Not by sendError: Javalin takes a request that Jetty gave up for an asynchronous one.
      ClientConnection.cut(jetty(), endsWithConnection);
      return;
    }
    try {
      context.res().sendError(-1); // Jetty's way to reset a stream.
    } catch (IOException e) {
      // It is reset already.
    }
  }

  @Override
  public Wire wire() {
    return ClientConnection.wire(jetty());
  }

  @Override
  public RequestObservation observation() {
    return ObservedRequests.of(jetty());
  }

  @Override
  public void onCompletion(Consumer<Throwable> listener) {
    Request.addCompletionListener(jetty(), listener);
  }

  private Request jetty() {
    return jetty(context);
  }

  /** Jetty's request behind Javalin's. */
  static Request jetty(Context context) {
    return ServletContextRequest.getServletContextRequest(context.req());
  }

  @Override
  public Context javalin() {
    return context;
  }
}
