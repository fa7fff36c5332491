package dev.trestle.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.type.TypeReference;

/**
 * For generated code: one request, filled and then sent by one of the methods that give something.
 * Not for several threads.
 */
public final class Call {
  private final Settings settings;
  private final String request;
  private final String verb;
  private final StringBuilder query = new StringBuilder();
  private String path;
  private Content content = Content.none();
  private String accept = "application/json";

  Call(Settings settings, String verb, String template) {
    this.settings = settings;
    this.request = verb + " " + template;
    this.verb = verb;
    this.path = template;
    settings.query().forEach(named -> query(named.name(), named.value()));
  }

  /**
   * Puts a value in place of a variable of one segment.
   *
   * @param name of the variable
   * @param value as the service reads it
   * @return this
   * @throws IllegalArgumentException if it is empty, {@code .} or {@code ..}, which name other URLs
   */
  public Call variable(String name, Object value) {
    path = path.replace("{" + name + "}", Encoding.segment(name, value));
    return this;
  }

  /**
   * Puts segments in place of a catch-all.
   *
   * @param name of the variable
   * @param segments each as the service reads it
   * @return this
   * @throws IllegalArgumentException if there is none where there must be one, or one is empty,
   *     {@code .} or {@code ..}
   */
  public Call variable(String name, List<String> segments) {
    String needed = "/{" + name + "+}";
    if (segments.isEmpty() && path.endsWith(needed)) {
      throw new IllegalArgumentException(name + " is empty; it must have a segment or more");
    }
    String joined =
        segments.stream()
            .map(segment -> "/" + Encoding.segment(name, segment))
            .collect(Collectors.joining());
    path = path.replace(needed, joined).replace("/{" + name + "*}", joined);
    return this;
  }

  /**
   * Adds a parameter to the query string.
   *
   * @param name decoded
   * @param value of an empty {@code Optional} none is sent, of a list one for each
   * @return this
   */
  public Call query(String name, Object value) {
    Encoding.values(name, value)
        .forEach(one ->
            query
                .append(query.isEmpty() ? '?' : '&')
                .append(Encoding.encode(name))
                .append('=')
                .append(Encoding.encode(Encoding.text(name, one))));
    return this;
  }

  /**
   * Sends JSON.
   *
   * @param body not null
   * @return this
   */
  public Call body(Object body) {
    content = Content.bytes("application/json", settings.json().writeValueAsBytes(body));
    return this;
  }

  /**
   * Sends a form.
   *
   * @param form the body
   * @return this
   */
  public Call body(FormData form) {
    content = form.content();
    return this;
  }

  /**
   * Sends something else.
   *
   * @param other the body
   * @return this
   */
  public Call body(Content other) {
    content = other;
    return this;
  }

  /**
   * Asks for one media type.
   *
   * @param type as in {@code Accept}
   * @return this
   */
  public Call accept(String type) {
    accept = type;
    return this;
  }

  /** Sends it; what is in the answer does not matter. */
  public void none() {
    send().whole(in -> in.skip(Long.MAX_VALUE));
  }

  /**
   * Sends it.
   *
   * @param type of the answer
   * @param <T> of the answer
   * @return what was answered
   */
  public <T> T json(TypeReference<T> type) {
    return send().json(settings.json().constructType(type.getType()));
  }

  /**
   * Sends it.
   *
   * @param type of the answer
   * @param <T> of the answer
   * @return empty where the service says that nothing is there: 404 in its own words, 204 or 205
   */
  public <T> Optional<T> optional(TypeReference<T> type) {
    Answer answer = exchange();
    int status = answer.response().statusCode();
    if (status == 404 && answer.isJson() || status == 204 || status == 205) {
      answer.whole(in -> in.skip(Long.MAX_VALUE));
      return Optional.empty();
    }
    return Optional.ofNullable(checked(answer).json(settings.json().constructType(type.getType())));
  }

  /**
   * Sends it, and reads an array or lines while they come.
   *
   * @param type of one element
   * @param <T> of one element
   * @return holds a connection until it is closed
   */
  public <T> Stream<T> stream(TypeReference<T> type) {
    return Elements.of(send(), settings.json().constructType(type.getType()));
  }

  /**
   * Sends it, and reads events while they come.
   *
   * @param type of the data of one event
   * @param <T> of the data of one event
   * @return holds a connection until it is closed
   */
  public <T> Stream<ServerEvent<T>> events(TypeReference<T> type) {
    return Events.of(send(), settings.json().constructType(type.getType()));
  }

  /**
   * Sends it.
   *
   * @return the answer as it comes, to be closed
   */
  public Received raw() {
    return new Received(send());
  }

  private Answer send() {
    return checked(exchange());
  }

  private static Answer checked(Answer answer) {
    if (!answer.isSuccess()) {
      throw answer.error();
    }
    return answer;
  }

  private Answer exchange() {
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(URI.create(settings.base() + path + query))
              .timeout(settings.timeout())
              .setHeader("Accept", accept)
              .method(verb, content.open());
      if (!content.type().isEmpty()) {
        builder.setHeader("Content-Type", content.type());
      }
      settings.headers().forEach(header -> builder.setHeader(header.name(), header.value()));
      HttpResponse<InputStream> response =
          settings.http().send(builder.build(), BodyHandlers.ofInputStream());
      settings.heads().ifPresent(heads -> heads.came(response));
      return new Answer(settings, request, response);
    } catch (IOException e) {
      throw Answer.failed(request, e);
    } catch (InterruptedException e) {
      InterruptedIOException interrupted = new InterruptedIOException("the thread was interrupted");
      interrupted.initCause(e);
      throw Answer.failed(request, interrupted);
    }
  }
}
