package dev.trestle.internal.jetty;

import dev.trestle.RequestHead;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.router.Routing;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.jetty.server.Request;

/** The head of a request, of which nothing is looked up before somebody asks. */
final class JettyRequestHead implements RequestHead {
  private final Application application;
  private final Request request;

  JettyRequestHead(Application application, Request request) {
    this.application = application;
    this.request = request;
  }

  /** What answers a request, if a route does. */
  static Optional<Routing.Target> target(Application application, Request request) {
    String path = request.getHttpURI().getPath();
    boolean isPath = path != null && path.startsWith("/"); // None of CONNECT, nor * of OPTIONS.
    return isPath ? application.routing().find(request.getMethod(), path) : Optional.empty();
  }

  @Override
  public String method() {
    return request.getMethod();
  }

  @Override
  public String target() {
    return Objects.requireNonNullElse(request.getHttpURI().getPathQuery(), "");
  }

  @Override
  public Optional<String> route() {
    return target(application, request)
        .flatMap(Routing.Target::match)
        .map(match -> match.route().template());
  }

  /** A request line may name any scheme. */
  @Override
  public String scheme() {
    String told = application.origins().of(new JettyExchangeRequest(request)).scheme();
    return "https".equalsIgnoreCase(told) ? "https" : "http";
  }

  @Override
  public String localAddress() {
    return String.valueOf(Request.getLocalAddr(request));
  }

  @Override
  public int localPort() {
    return Request.getLocalPort(request);
  }

  @Override
  public List<String> headers(String name) {
    return request.getHeaders().getValuesList(name);
  }
}
