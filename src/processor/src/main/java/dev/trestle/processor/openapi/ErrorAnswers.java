package dev.trestle.processor.openapi;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The answers that mean the same wherever they are given: most errors, in their one shape. */
public final class ErrorAnswers {
  static final String COMPONENT = "#/components/responses/";
  static final Set<String> SCHEMAS = Set.of("Error", "Problem");

  private static final Map<Integer, String> PHRASES =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry(200, "OK"),
              Map.entry(201, "Created"),
              Map.entry(202, "Accepted"),
              Map.entry(204, "No content"),
              Map.entry(206, "Partial content"),
              Map.entry(301, "Moved permanently"),
              Map.entry(302, "Found"),
              Map.entry(303, "See other"),
              Map.entry(304, "Not modified: the client has this answer already"),
              Map.entry(307, "Temporary redirect"),
              Map.entry(308, "Permanent redirect")));

  private record Known(String name, String description) {}

  private static final Map<Integer, Known> ERRORS =
      new TreeMap<>(
          Map.ofEntries(
              error(
                  400,
                  "BadRequest",
                  "What was sent cannot be read or is not allowed; `fields` tells where"),
              error(401, "Unauthorized", "It is not known who asks"),
              error(402, "PaymentRequired", "Something has to be paid first"),
              error(403, "Forbidden", "The client may not do this"),
              error(404, "NotFound", "There is nothing here"),
              error(
                  405,
                  "MethodNotAllowed",
                  "This method is not answered; `Allow` has those that are"),
              error(406, "NotAcceptable", "There is nothing of a type that the client accepts"),
              error(408, "RequestTimeout", "The body came too slowly"),
              error(409, "Conflict", "It is there already, or conflicts with what is there"),
              error(410, "Gone", "It is not here any more"),
              error(412, "PreconditionFailed", "It is another version than the client has seen"),
              error(413, "ContentTooLarge", "The body is too long"),
              error(415, "UnsupportedMediaType", "The body is of another type"),
              error(416, "RangeNotSatisfiable", "There are not that many bytes"),
              error(
                  422,
                  "UnprocessableContent",
                  "A value is missing, not allowed, or refers to nothing"),
              error(
                  428,
                  "PreconditionRequired",
                  "The request has to name the version that it is about"),
              error(
                  429,
                  "TooManyRequests",
                  "The client asks too often; `Retry-After` tells when to ask again"),
              error(
                  500,
                  "InternalServerError",
                  "Something failed, and is in the log under the `requestId`"),
              error(501, "NotImplemented", "There is no such thing yet"),
              error(502, "BadGateway", "Another service gave no proper answer"),
              error(
                  503,
                  "ServiceUnavailable",
                  "It took too long, or the database is busy or away; try again"),
              error(504, "GatewayTimeout", "Another service gave no answer in time")));

  private ErrorAnswers() {}

  private static Map.Entry<Integer, Known> error(int status, String name, String description) {
    return Map.entry(status, new Known(name, description));
  }

  /**
   * An answer of which no more is known than its status.
   *
   * @param status of an error, or of an answer without a body
   * @return a reference to the answer, or the answer
   */
  public static JsonObject of(int status) {
    return ERRORS.containsKey(status)
        ? new JsonObject().text("$ref", COMPONENT + ERRORS.get(status).name())
        : described(status, "");
  }

  /**
   * An answer with a description of its own; an error with the body of errors.
   *
   * @param status of the answer
   * @param description empty for what the status means
   * @return the answer
   */
  public static JsonObject described(int status, String description) {
    JsonObject answer = new JsonObject().text("description", describe(status, description));
    return status < 400 ? answer : answer.put("content", content());
  }

  /**
   * What an answer means.
   *
   * @param status of the answer
   * @param description empty for what the status means
   * @return never empty
   */
  public static String describe(int status, String description) {
    if (!description.isEmpty()) {
      return description;
    }
    Known known = ERRORS.get(status);
    return known != null ? known.description() : PHRASES.getOrDefault(status, "Status " + status);
  }

  private static JsonObject content() {
    return new JsonObject()
        .put("application/json", schema("Error"))
        .put("application/problem+json", schema("Problem"));
  }

  private static JsonObject schema(String name) {
    return new JsonObject().put("schema", Schemas.reference(name));
  }

  /** The components of those errors that some text refers to. */
  static JsonObject components(String text) {
    JsonObject components = new JsonObject();
    ERRORS.forEach((status, known) -> {
      if (text.contains('"' + COMPONENT + known.name() + '"')) {
        JsonObject answer = described(status, "");
        if (status == 429 || status == 503) {
          JsonObject seconds =
              new JsonObject()
                  .text("description", "Seconds after which to try again")
                  .put("schema", new JsonObject().text("type", "integer"));
          answer.put("headers", new JsonObject().put("Retry-After", seconds));
        }
        components.put(known.name(), answer);
      }
    });
    return components;
  }

  /** The schemas of the bodies of errors. */
  static Map<String, JsonObject> schemas() {
    JsonObject fields =
        new JsonObject()
            .text("type", "object")
            .text("description", "What is wrong, by where it is: `items[2].price`")
            .put("additionalProperties", new JsonObject().text("type", "string"));
    JsonObject error =
        new JsonObject()
            .put("error", text("What happened, for people"))
            .put("fields", fields)
            .put("requestId", text("What to tell who looks for it in the log"));
    JsonObject problem =
        new JsonObject()
            .put("type", text("Always `about:blank`"))
            .put("title", text("What the status means"))
            .put("status", new JsonObject().text("type", "integer"))
            .put("detail", text("What happened, for people"))
            .put("code", text("What the status means, for programs"))
            .put("requestId", text("What to tell who looks for it in the log"))
            .put("fields", fields);
    Map<String, JsonObject> schemas = new TreeMap<>();
    schemas.put("Error", object("The body of errors", error, "[\"error\"]"));
    schemas.put(
        "Problem",
        object(
            "The body of errors for who accepts it, RFC 9457",
            problem,
            "[\"type\",\"title\",\"status\",\"detail\",\"code\",\"requestId\"]"));
    return schemas;
  }

  private static JsonObject object(String description, JsonObject properties, String required) {
    return new JsonObject()
        .text("type", "object")
        .text("description", description)
        .put("properties", properties)
        .put("required", required);
  }

  private static JsonObject text(String description) {
    return new JsonObject().text("type", "string").text("description", description);
  }
}
