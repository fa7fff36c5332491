package dev.trestle.internal.jetty;

import dev.trestle.internal.exchange.ExchangeResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;

/** What goes out, as Jetty sends it. */
final class JettyExchangeResponse implements ExchangeResponse {
  private static final String JSON = "application/json";
  private static final HttpField OF_JSON = new PreEncodedHttpField(HttpHeader.CONTENT_TYPE, JSON);

  private final Response response;

  JettyExchangeResponse(Response response) {
    this.response = response;
  }

  @Override
  public int status() {
    // Jetty says 0 as long as nobody has set one.
    return response.getStatus() == 0 ? 200 : response.getStatus();
  }

  @Override
  public void status(int status) {
    response.setStatus(status);
  }

  @Override
  public String contentType() {
    return header("Content-Type").orElse("");
  }

  @Override
  public void contentType(String type) {
    if (type.isEmpty()) {
      response.getHeaders().remove(HttpHeader.CONTENT_TYPE);
    } else {
      response
          .getHeaders()
          .put(type.equals(JSON) ? OF_JSON : new HttpField(HttpHeader.CONTENT_TYPE, type));
    }
  }

  @Override
  public Optional<String> header(String name) {
    return Optional.ofNullable(response.getHeaders().get(name));
  }

  @Override
  public List<String> headers(String name) {
    return List.copyOf(response.getHeaders().getValuesList(name));
  }

  @Override
  public void set(String name, String value) {
    response.getHeaders().put(name, value);
  }

  @Override
  public void add(String name, String value) {
    response.getHeaders().add(name, value);
  }

  @Override
  public void remove(String name) {
    response.getHeaders().remove(name);
  }

  @Override
  public void contentLength(long length) {
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, length);
  }

  @Override
  public OutputStream output() {
    return new Blocking();
  }

  /** Each write waits until Jetty has taken it; the first one sends the head along. */
  private final class Blocking extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Content.Sink.write(response, false, ByteBuffer.wrap(bytes, offset, length));
    }

    @Override
    public void flush() throws IOException {
      if (!response.isCommitted()) {
        Content.Sink.write(response, false, BufferUtil.EMPTY_BUFFER);
      }
    }
  }
}
