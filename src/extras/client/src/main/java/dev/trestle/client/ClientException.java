package dev.trestle.client;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An answer that a call does not give: an error of the service, or something else than was
 * expected. Its message names the verb, the URL's template and what was answered, and no values of
 * the request.
 */
public final class ClientException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String error;
  private final TreeMap<String, ArrayList<String>> headers =
      new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private final JsonNode body;
  private final JsonMapper json;

  ClientException(
      String message,
      int status,
      String error,
      HttpHeaders headers,
      JsonNode body,
      JsonMapper json,
      Throwable cause) {
    super(message, cause);
    this.status = status;
    this.error = error;
    headers.map().forEach((name, values) -> this.headers.put(name, new ArrayList<>(values)));
    this.body = body;
    this.json = json;
  }

  /**
   * The status of the answer.
   *
   * @return that of a success too, if what came with it cannot be read
   */
  public int status() {
    return status;
  }

  /**
   * What the service says of it.
   *
   * @return the {@code error} of the body, like "Insufficient funds"; else what is known
   */
  public String error() {
    return error;
  }

  /**
   * What is wrong with which part of the request.
   *
   * @return by component; empty if the service does not say
   */
  public Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    body.path("fields")
        .properties()
        .forEach(field -> fields.put(field.getKey(), field.getValue().asString("")));
    return Collections.unmodifiableMap(fields);
  }

  /**
   * How the service names the request in its log, to be reported to who runs it.
   *
   * @return empty but for errors of the service itself
   */
  public Optional<String> requestId() {
    return body.path("requestId").stringValueOpt();
  }

  /**
   * A header of the answer.
   *
   * @param name in any case
   * @return the first of that name
   */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, new ArrayList<>()).stream().findFirst();
  }

  /**
   * How long to wait before the same is asked again.
   *
   * @return empty unless the answer has a {@code Retry-After}
   */
  public Optional<Duration> retryAfter() {
    return header("Retry-After").flatMap(ClientException::wait);
  }

  private static Optional<Duration> wait(String text) {
    try {
      if (text.matches("\\d{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      Duration wait = Duration.between(Instant.now(), at);
      return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  /**
   * The body of the error, where the service declares one.
   *
   * @param type of the body
   * @param <T> of the body
   * @return empty if it is no JSON of that type
   */
  public <T> Optional<T> body(Class<T> type) {
    try {
      return body.isMissingNode() ? Optional.empty() : Optional.of(json.treeToValue(body, type));
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }
}
