package dev.trestle.client;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** How a client sends. */
record Settings(
    String base,
    HttpClient http,
    JsonMapper json,
    Duration timeout,
    List<Named> headers,
    List<Named> query,
    Optional<Heads> heads) {

  Settings withHttp(HttpClient other) {
    return new Settings(base, other, json, timeout, headers, query, heads);
  }

  Settings withJson(JsonMapper other) {
    return new Settings(base, http, other, timeout, headers, query, heads);
  }

  Settings withTimeout(Duration other) {
    return new Settings(base, http, json, other, headers, query, heads);
  }

  Settings withHeaders(List<Named> others) {
    return new Settings(base, http, json, timeout, List.copyOf(others), query, heads);
  }

  Settings withQuery(List<Named> others) {
    return new Settings(base, http, json, timeout, headers, List.copyOf(others), heads);
  }

  Settings withHeads(Heads other) {
    return new Settings(base, http, json, timeout, headers, query, Optional.of(other));
  }
}
