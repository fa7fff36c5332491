package dev.trestle;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Ends a request with an error answer: {@code throw notFound("User not found")}.
 *
 * <p>The answer is {@code {"error": message}}, with {@code "fields"} where there are any, or RFC
 * 9457 {@code application/problem+json} for a client that asks for it. The message is for that
 * client: never put SQL or a secret into it. It is control flow, so it carries no stack trace and
 * is not logged as a failure.
 */
public final class HttpError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final transient Map<String, String> fields;
  private final transient Map<String, String> headers;

  private HttpError(
      int status, String message, Map<String, String> fields, Map<String, String> headers) {
    super(Objects.requireNonNull(message, "message"), null, false, false);
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException(
          "Status " + status + " is no error; use one of 400 to 599, or return a Response");
    }
    this.status = status;
    this.fields = fields;
    this.headers = headers;
  }

  /**
   * An error of any status.
   *
   * @param status 400 to 599
   * @param message for the client
   * @return to be thrown
   * @throws IllegalArgumentException if the status is not an error's
   */
  public static HttpError of(int status, String message) {
    return new HttpError(status, message, Map.of(), Map.of());
  }

  /**
   * 400: the request is malformed.
   *
   * @param message for the client
   * @return to be thrown
   */
  public static HttpError badRequest(String message) {
    return of(400, message);
  }

  /**
   * 401: the client must log in.
   *
   * @param message for the client
   * @return to be thrown
   */
  public static HttpError unauthorized(String message) {
    return of(401, message);
  }

  /**
   * 403: the client may not do this.
   *
   * @param message for the client
   * @return to be thrown
   */
  public static HttpError forbidden(String message) {
    return of(403, message);
  }

  /**
   * 404: there is no such thing.
   *
   * @param message for the client
   * @return to be thrown
   */
  public static HttpError notFound(String message) {
    return of(404, message);
  }

  /**
   * 409: the request contradicts what is stored.
   *
   * @param message for the client
   * @return to be thrown
   */
  public static HttpError conflict(String message) {
    return of(409, message);
  }

  /**
   * The same error with one more field that is wrong.
   *
   * @param path where it is, {@code email} or {@code items[2].price}
   * @param message what it must be
   * @return a new error
   */
  public HttpError withField(String path, String message) {
    return new HttpError(status, getMessage(), plus(fields, path, message), headers);
  }

  /**
   * The same error, answered with one more header.
   *
   * @param name of the header
   * @param value of the header
   * @return a new error
   */
  public HttpError withHeader(String name, String value) {
    return new HttpError(status, getMessage(), fields, plus(headers, name, value));
  }

  /**
   * The status of the answer.
   *
   * @return 400 to 599
   */
  public int status() {
    return status;
  }

  /**
   * What is wrong with which field.
   *
   * @return unmodifiable, in the order found; empty where the error is about no field
   */
  public Map<String, String> fields() {
    return fields;
  }

  /**
   * The headers of the answer.
   *
   * @return unmodifiable
   */
  public Map<String, String> headers() {
    return headers;
  }

  private static Map<String, String> plus(Map<String, String> map, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(Objects.requireNonNull(key), Objects.requireNonNull(value));
    return Collections.unmodifiableMap(more);
  }
}
