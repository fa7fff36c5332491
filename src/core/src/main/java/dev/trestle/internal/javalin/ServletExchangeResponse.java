package dev.trestle.internal.javalin;

import dev.trestle.internal.exchange.ExchangeResponse;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** What goes out through the servlet layer. */
final class ServletExchangeResponse implements ExchangeResponse {
  private final HttpServletResponse response;

  ServletExchangeResponse(HttpServletResponse response) {
    this.response = response;
  }

  @Override
  public int status() {
    return response.getStatus();
  }

  @Override
  public void status(int status) {
    response.setStatus(status);
  }

  @Override
  public String contentType() {
    String type = response.getContentType();
    return type == null ? "" : type;
  }

  @Override
  public void contentType(String type) {
    response.setContentType(type.isEmpty() ? null : type);
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.getHeader(name));
  }

  @Override
  public List<String> headers(String name) {
    return List.copyOf(response.getHeaders(name));
  }

  @Override
  public void set(String name, String value) {
    response.setHeader(name, value);
  }

  @Override
  public void add(String name, String value) {
    response.addHeader(name, value);
  }

  @Override
  public void remove(String name) {
    response.setHeader(name, null);
  }

  @Override
  public void contentLength(long length) {
    response.setContentLengthLong(length);
  }

  @Override
  public OutputStream output() throws IOException {
    return response.getOutputStream();
  }
}
