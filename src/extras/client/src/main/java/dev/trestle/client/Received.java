package dev.trestle.client;

import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.util.Optional;

/**
 * A successful answer as it comes: a file, a text, or what the service does not describe. Holds a
 * connection until it is read to its end or closed.
 */
public final class Received implements AutoCloseable {
  private final Answer answer;

  Received(Answer answer) {
    this.answer = answer;
  }

  /**
   * The status.
   *
   * @return 200 to 299
   */
  public int status() {
    return answer.response().statusCode();
  }

  /**
   * The headers.
   *
   * @return all of them
   */
  public HttpHeaders headers() {
    return answer.response().headers();
  }

  /**
   * A header.
   *
   * @param name in any case
   * @return the first of that name
   */
  public Optional<String> header(String name) {
    return headers().firstValue(name);
  }

  /**
   * The body while it comes, however long it is.
   *
   * @return to be read once
   */
  public InputStream stream() {
    return answer.response().body();
  }

  /**
   * The whole body; closes this.
   *
   * @return as it came
   * @throws UncheckedIOException if the connection fails, or the time of the request is over
   */
  public byte[] bytes() {
    return answer.whole(InputStream::readAllBytes);
  }

  /**
   * The whole body as text; closes this.
   *
   * @return in the charset of the answer, or UTF-8
   * @throws UncheckedIOException if the connection fails, or the time of the request is over
   */
  public String text() {
    return new String(bytes(), answer.charset());
  }

  /**
   * The whole body as JSON; closes this.
   *
   * @param type what it is
   * @param <T> what it is
   * @return the value
   * @throws ClientException if it is something else
   * @throws UncheckedIOException if the connection fails, or the time of the request is over
   */
  public <T> T as(Class<T> type) {
    return answer.json(answer.settings().json().constructType(type));
  }

  /** Gives the connection back; what was not read is thrown away. */
  @Override
  public void close() {
    answer.close();
  }
}
