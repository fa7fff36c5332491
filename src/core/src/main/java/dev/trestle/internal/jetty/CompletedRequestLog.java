package dev.trestle.internal.jetty;

import dev.trestle.CompletedRequest;
import dev.trestle.internal.watch.RequestWatch;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;

/**
 * Tells a watch of each request that is over, as Jetty tells an access log: also of those that it
 * refuses itself. Only the route has to be noted on the way.
 */
public final class CompletedRequestLog implements RequestLog {
  private static final String ROUTE = CompletedRequestLog.class.getName();

  private final RequestWatch watch;

  private CompletedRequestLog(RequestWatch watch) {
    this.watch = watch;
  }

  /** Has a server tell a watch, besides the log that its owner may have set. */
  public static void install(Server server, RequestWatch watch) {
    RequestLog own = new CompletedRequestLog(watch);
    RequestLog other = server.getRequestLog();
    server.setRequestLog(other == null ? own : new RequestLog.Collection(other, own));
  }

  /** Notes the route that answers a request. */
  public static void routed(Request request, String template) {
    request.setAttribute(ROUTE, template);
  }

  @Override
  public void log(Request request, Response response) {
    long nanos = System.nanoTime() - request.getHeadersNanoTime();
    String method = request.getMethod();
    watch.completed(
        new CompletedRequest(
            method == null ? "" : method,
            Optional.ofNullable((String) request.getAttribute(ROUTE)),
            response.getStatus(),
            Duration.ofNanos(Math.max(0, nanos))),
        ObservedRequests.of(request));
  }
}
