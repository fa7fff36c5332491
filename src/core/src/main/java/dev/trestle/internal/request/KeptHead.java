package dev.trestle.internal.request;

import dev.trestle.internal.exchange.ExchangeRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The head of a request as it was sent, for what comes after it: by then the server's objects may
 * be those of the next request on the connection, and what they give is somebody else's.
 */
final class KeptHead implements ExchangeRequest {
  private final ExchangeRequest request;
  private final String method;
  private final String path;
  private final Optional<String> query;
  private final String protocol;
  private final long contentLength;
  private final String scheme;
  private final String serverName;
  private final int serverPort;
  private final String remoteAddress;
  private final Map<String, List<String>> headers;
  private volatile boolean over;

  KeptHead(ExchangeRequest request) {
    this.request = request;
    method = request.method();
    path = request.path();
    query = request.query();
    protocol = request.protocol();
    contentLength = request.contentLength();
    scheme = request.scheme();
    serverName = request.serverName();
    serverPort = request.serverPort();
    remoteAddress = request.remoteAddress();
    headers = request.headers();
  }

  /** From here on there is no body. */
  void end() {
    over = true;
  }

  @Override
  public InputStream body() throws IOException {
    if (over) {
      throw LimitedInput.requestIsOver();
    }
    return request.body();
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Optional<String> query() {
    return query;
  }

  @Override
  public String protocol() {
    return protocol;
  }

  @Override
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  @Override
  public List<String> headers(String name) {
    return headers.getOrDefault(name, List.of());
  }

  @Override
  public Map<String, List<String>> headers() {
    return headers;
  }

  @Override
  public long contentLength() {
    return contentLength;
  }

  @Override
  public String scheme() {
    return scheme;
  }

  @Override
  public String serverName() {
    return serverName;
  }

  @Override
  public int serverPort() {
    return serverPort;
  }

  @Override
  public String remoteAddress() {
    return remoteAddress;
  }
}
