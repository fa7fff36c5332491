package dev.trestle.dataproxy;

import dev.trestle.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a caller asks for.
 *
 * @param calls at least one
 * @param begin how their transaction begins; empty for a lone query
 * @param arrays whether rows are arrays, otherwise objects
 */
record SqlRequest(List<Call> calls, Optional<String> begin, boolean arrays) {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static final Map<String, String> LEVELS =
      Map.of(
          "ReadUncommitted", "READ UNCOMMITTED",
          "ReadCommitted", "READ COMMITTED",
          "RepeatableRead", "REPEATABLE READ",
          "Serializable", "SERIALIZABLE");

  /**
   * A statement with its values.
   *
   * @param parameters in order; null for null
   */
  record Call(Statement statement, List<String> parameters) {}

  /** Reads a request. */
  static SqlRequest of(Request request) throws SqlFailure {
    if (!flag(request, Headers.RAW_TEXT)) {
      throw malformed(
          Headers.RAW_TEXT + " must be true: values are answered as PostgreSQL writes them");
    }
    JsonNode body = body(request.bytes());
    boolean arrays = flag(request, Headers.ARRAY_MODE);
    JsonNode queries = body.path("queries");
    if (queries.isMissingNode()) {
      return new SqlRequest(List.of(call(body)), Optional.empty(), arrays);
    }
    if (!queries.isArray() || queries.isEmpty()) {
      throw malformed("queries must be an array of at least one query");
    }
    List<Call> calls = new ArrayList<>();
    for (JsonNode query : queries) {
      calls.add(call(query));
    }
    return new SqlRequest(calls, Optional.of(begin(request)), arrays);
  }

  private static JsonNode body(byte[] bytes) throws SqlFailure {
    try {
      JsonNode body = JSON.readTree(bytes);
      if (body.isObject()) {
        return body;
      }
    } catch (JacksonException e) {
      // Its message quotes the body.
    }
    throw malformed(
        "The body must be a JSON object, {\"query\": …, \"params\": […]} or {\"queries\": […]}");
  }

  private static Call call(JsonNode query) throws SqlFailure {
    JsonNode sql = query.path("query");
    if (!sql.isString()) {
      throw malformed("query must be a text");
    }
    return new Call(Statement.of(sql.stringValue()), Parameters.of(query.path("params")));
  }

  private static String begin(Request request) throws SqlFailure {
    StringBuilder begin = new StringBuilder("BEGIN");
    Optional<String> level = request.header(Headers.ISOLATION);
    if (level.isPresent()) {
      if (!LEVELS.containsKey(level.get())) {
        throw malformed(
            Headers.ISOLATION
                + " must be ReadUncommitted, ReadCommitted, RepeatableRead or Serializable");
      }
      begin.append(" ISOLATION LEVEL ").append(LEVELS.get(level.get()));
    }
    begin.append(flag(request, Headers.READ_ONLY) ? " READ ONLY" : "");
    begin.append(flag(request, Headers.DEFERRABLE) ? " DEFERRABLE" : "");
    return begin.toString();
  }

  private static boolean flag(Request request, String name) throws SqlFailure {
    String value = request.header(name).orElse("false");
    if (!value.equals("true") && !value.equals("false")) {
      throw malformed(name + " must be true or false");
    }
    return value.equals("true");
  }

  /** What a client could only get wrong by itself. */
  static SqlFailure malformed(String message) {
    return SqlFailure.of("08P01", message);
  }
}
