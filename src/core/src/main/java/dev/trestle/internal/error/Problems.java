package dev.trestle.internal.error;

import dev.trestle.HttpError;
import dev.trestle.Response;
import dev.trestle.internal.json.Json;
import io.javalin.http.HttpStatus;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The one shape of error answers: {@code {"error": message, "fields": {…}}}, or RFC 9457 for a
 * client that accepts it. From 500 on the request's id is in the body too, for people to report.
 */
public final class Problems {
  private static final String JSON = "application/json";
  private static final String PROBLEM_JSON = "application/problem+json";

  private final Json json;

  public Problems(Json json) {
    this.json = json;
  }

  /**
   * The body of an error answer.
   *
   * @param contentType of the body
   * @param body in UTF-8
   */
  public record Encoded(String contentType, byte[] body) {}

  /**
   * The answer to an error.
   *
   * @param error what happened
   * @param accept the client's {@code Accept}, empty if it sent none
   * @param requestId in the log too
   */
  public Response answer(HttpError error, String accept, String requestId) {
    Encoded encoded = encode(error, accept, requestId);
    Response response =
        Response.bytes(encoded.contentType(), encoded.body()).withStatus(error.status());
    for (Map.Entry<String, String> header : error.headers().entrySet()) {
      response = response.withHeader(header.getKey(), header.getValue());
    }
    return response;
  }

  /** As {@link #answer}, where there is no response of ours to fill. */
  public Encoded encode(HttpError error, String accept, String requestId) {
    return isProblemWanted(accept)
        ? new Encoded(PROBLEM_JSON, json.write(problem(error, requestId)))
        : new Encoded(JSON, json.write(plain(error, requestId)));
  }

  /** By a client that names it and wants it no less than JSON, or does not take JSON. */
  private static boolean isProblemWanted(String accept) {
    if (accept.isEmpty()) {
      return false;
    }
    Accepted accepted = new Accepted(accept);
    double plain = accepted.weight(JSON);
    double named = accepted.named(PROBLEM_JSON);
    return plain == 0 ? accepted.weight(PROBLEM_JSON) > 0 : named > 0 && named >= plain;
  }

  private static Map<String, Object> plain(HttpError error, String requestId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("error", error.getMessage());
    if (!error.fields().isEmpty()) {
      body.put("fields", error.fields());
    }
    if (error.status() >= 500) {
      body.put("requestId", requestId);
    }
    return body;
  }

  private static Map<String, Object> problem(HttpError error, String requestId) {
    String title = HttpStatus.forStatus(error.status()).getMessage();
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "about:blank");
    body.put("title", title);
    body.put("status", error.status());
    body.put("detail", error.getMessage());
    body.put("code", title.toLowerCase(Locale.ROOT).replace(' ', '_'));
    body.put("requestId", requestId);
    if (!error.fields().isEmpty()) {
      body.put("fields", error.fields());
    }
    return body;
  }
}
