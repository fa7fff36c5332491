package dev.trestle.legacy;

import dev.trestle.Response;
import dev.trestle.spi.Body;
import java.util.Map;
import java.util.Optional;

/**
 * What a handler of the older style answers with. {@link #json}, {@link #send(String)}, {@link
 * #end()} and {@link #redirect(String)} end the answer, which is sent once the handler has
 * returned; one of them is called, once. For what is sent piece by piece, write a function that
 * returns {@link Response#stream}.
 */
public final class LegacyResponse {
  private int status = 200;
  private Response headers = Response.empty(200);
  private Optional<Response> answer = Optional.empty();

  LegacyResponse() {}

  /**
   * Sets the status.
   *
   * @param code 200 to 599; 200 unless set
   * @return this
   */
  public LegacyResponse status(int code) {
    Response.empty(code);
    this.status = code;
    return this;
  }

  /**
   * Sets a header, in place of any of that name.
   *
   * @param name a token, any case
   * @param value without control characters
   * @param more each a line of its own
   * @return this
   * @throws IllegalArgumentException if name or value cannot be sent
   */
  public LegacyResponse setHeader(String name, String value, String... more) {
    unanswered();
    headers = headers.withHeader(name, value);
    for (String next : more) {
      headers = headers.withAddedHeader(name, next);
    }
    return this;
  }

  /**
   * Answers with JSON.
   *
   * @param value anything the JSON mapper writes; null is JSON's null
   * @throws IllegalStateException if there is an answer already
   */
  public void json(Object value) {
    answer(Response.json(status, value));
  }

  /**
   * Answers with text.
   *
   * @param text in UTF-8; plain, unless {@code Content-Type} is set
   * @throws IllegalStateException if there is an answer already
   */
  public void send(String text) {
    answer(Response.text(text).withStatus(status));
  }

  /**
   * Answers with bytes.
   *
   * @param bytes {@code application/octet-stream}, unless {@code Content-Type} is set
   * @throws IllegalStateException if there is an answer already
   */
  public void send(byte[] bytes) {
    answer(Response.bytes("application/octet-stream", bytes).withStatus(status));
  }

  /**
   * Answers with no body.
   *
   * @throws IllegalStateException if there is an answer already
   */
  public void end() {
    answer(Response.empty(status));
  }

  /**
   * Answers with text, as {@link #send(String)} does.
   *
   * @param text in UTF-8
   * @throws IllegalStateException if there is an answer already
   */
  public void end(String text) {
    send(text);
  }

  /**
   * Answers with 307: ask there again, with the same verb and body.
   *
   * @param location absolute or relative, sent as it is
   * @throws IllegalStateException if there is an answer already
   */
  public void redirect(String location) {
    redirect(307, location);
  }

  /**
   * Sends the client elsewhere.
   *
   * @param code 301, 302, 303, 307 or 308
   * @param location absolute or relative, sent as it is
   * @throws IllegalStateException if there is an answer already
   */
  public void redirect(int code, String location) {
    if (code != 301 && code != 302 && code != 303 && code != 307 && code != 308) {
      throw new IllegalArgumentException(code + " is no redirect; use 301, 302, 303, 307 or 308");
    }
    answer(Response.empty(code).withHeader("Location", location));
  }

  private void answer(Response ending) {
    unanswered();
    Response whole = ending;
    boolean typed = headers.header("Content-Type").isPresent();
    if (typed && ending.body() instanceof Body.Bytes bytes) {
      whole = Response.bytes("", bytes.bytes()).withStatus(ending.status());
    }
    for (Map.Entry<String, String> header : headers.headers()) {
      whole = whole.withAddedHeader(header.getKey(), header.getValue());
    }
    answer = Optional.of(whole);
  }

  private void unanswered() {
    if (answer.isPresent()) {
      throw new IllegalStateException(
          "The answer has ended already, with status "
              + answer.get().status()
              + "; return after json(…), send(…), end() or redirect(…)");
    }
  }

  Optional<Response> answer() {
    return answer;
  }
}
