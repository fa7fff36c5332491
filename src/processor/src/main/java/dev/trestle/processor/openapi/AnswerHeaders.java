package dev.trestle.processor.openapi;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The headers of one answer; what well-known ones mean need not be said. */
public final class AnswerHeaders {
  private static final Map<String, String> MEANINGS = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private static final Set<String> SECONDS = Set.of("age", "retry-after");

  static {
    MEANINGS.put("Accept-Ranges", "`bytes`: parts of it can be asked for");
    MEANINGS.put("Age", "Seconds since it was made");
    MEANINGS.put("Cache-Control", "Who may keep it, and how long");
    MEANINGS.put("Content-Disposition", "What it is called as a file");
    MEANINGS.put("Content-Range", "Which bytes these are, and of how many");
    MEANINGS.put("ETag", "Which version this is");
    MEANINGS.put("Last-Modified", "When it was changed");
    MEANINGS.put("Link", "Where what belongs to it is");
    MEANINGS.put("Location", "Where it is");
    MEANINGS.put("RateLimit", "How many requests are left, and for how many seconds");
    MEANINGS.put("RateLimit-Policy", "How many requests are allowed in how many seconds");
    MEANINGS.put("Retry-After", "Seconds after which to try again");
    MEANINGS.put("Set-Cookie", "A cookie that is set or deleted");
    MEANINGS.put("Vary", "Which headers of the request it depends on");
  }

  private final Map<String, JsonObject> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

  /** None yet. */
  public AnswerHeaders() {}

  /**
   * Adds a header; one that is there is described anew only by a description.
   *
   * @param name of it, in any case
   * @param description Markdown; empty for what is known of it
   * @return this
   */
  public AnswerHeaders with(String name, String description) {
    if (!description.isEmpty() || !headers.containsKey(name)) {
      headers.put(name, header(name, description));
    }
    return this;
  }

  private static JsonObject header(String name, String description) {
    boolean seconds = SECONDS.contains(name.toLowerCase(Locale.ROOT));
    return new JsonObject()
        .text("description", description.isEmpty() ? MEANINGS.getOrDefault(name, "") : description)
        .put("schema", new JsonObject().text("type", seconds ? "integer" : "string"));
  }

  /**
   * Sets them in an answer.
   *
   * @param answer one that is a reference stays as it is
   */
  public void addTo(JsonObject answer) {
    if (!headers.isEmpty() && !answer.has("$ref")) {
      JsonObject all = new JsonObject();
      headers.forEach(all::put);
      answer.put("headers", all);
    }
  }
}
