package dev.trestle.internal.request;

import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The head of a request as it was sent, for what comes after it: by then Jetty's objects may be
 * those of the next request on the connection, and what they give is somebody else's.
 */
final class KeptHead extends HttpServletRequestWrapper {
  private final String method;
  private final String path;
  private final String query;
  private final String contentType;
  private final String charset;
  private final Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private volatile boolean over;

  KeptHead(HttpServletRequest request) {
    super(request);
    method = request.getMethod();
    path = request.getRequestURI();
    query = request.getQueryString();
    contentType = request.getContentType();
    charset = request.getCharacterEncoding();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, List.copyOf(Collections.list(request.getHeaders(name))));
    }
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getRequestURI() {
    return path;
  }

  @Override
  public String getQueryString() {
    return query;
  }

  @Override
  public String getContentType() {
    return contentType;
  }

  @Override
  public String getCharacterEncoding() {
    return charset;
  }

  /** From here on there is no body. */
  void end() {
    over = true;
  }

  @Override
  public ServletInputStream getInputStream() throws IOException {
    if (over) {
      throw LimitedInput.requestIsOver();
    }
    return super.getInputStream();
  }

  @Override
  public String getHeader(String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? null : values.getFirst();
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    return Collections.enumeration(headers.getOrDefault(name, List.of()));
  }
}
