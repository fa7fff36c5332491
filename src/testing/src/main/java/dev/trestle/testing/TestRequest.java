package dev.trestle.testing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.trestle.Verb;
import dev.trestle.internal.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * A request to an application under test. Immutable: each method gives another one.
 *
 * @see Calls#call(TestRequest)
 */
public final class TestRequest {
  static final JsonMapper JSON = Json.defaults().build();

  private static final Set<String> WITH_BODY = Set.of("POST", "PUT", "PATCH");

  private final String method;
  private final String path;
  private final List<Map.Entry<String, String>> headers;
  private final Payload payload;

  private TestRequest(
      String method, String path, List<Map.Entry<String, String>> headers, Payload payload) {
    this.method = method;
    this.path = path;
    this.headers = List.copyOf(headers);
    this.payload = payload;
  }

  /**
   * A request without headers or a body.
   *
   * @param verb the method
   * @param path with its query string, encoded
   * @return to be sent, or to be given more
   * @throws IllegalArgumentException if the path has what must be encoded
   */
  public static TestRequest of(Verb verb, String path) {
    return of(verb.name(), path);
  }

  /**
   * The same with any method, also one that no route has.
   *
   * @param method the word
   * @param path with its query string, encoded
   * @return to be sent, or to be given more
   * @throws IllegalArgumentException if either has what must be encoded
   */
  public static TestRequest of(String method, String path) {
    boolean plain = path.chars().allMatch(c -> c > ' ' && c < 127) && method.matches("[!-~]+");
    if (!plain || path.isEmpty()) {
      throw new IllegalArgumentException(
          "'" + method + " " + path + "' is no request line; encode its path and its query string");
    }
    return new TestRequest(method, path, List.of(), Payload.NONE);
  }

  /**
   * One more parameter of the query string.
   *
   * @param name not encoded
   * @param value not encoded; any object, as its text
   * @return another request
   */
  public TestRequest query(String name, Object value) {
    String added = Payload.encode(name) + "=" + Payload.encode(String.valueOf(value));
    String before = path.contains("?") ? path + "&" : path + "?";
    return new TestRequest(method, before + added, headers, payload);
  }

  /**
   * One more header.
   *
   * @param name of the header
   * @param value in Latin-1
   * @return another request
   * @throws IllegalArgumentException if one has a line break
   */
  public TestRequest header(String name, String value) {
    if ((name + value).chars().anyMatch(c -> c == '\r' || c == '\n')) {
      throw new IllegalArgumentException("The header '" + name + "' has a line break in it");
    }
    List<Map.Entry<String, String>> more = new ArrayList<>(headers);
    more.add(Map.entry(name, value));
    return new TestRequest(method, path, more, payload);
  }

  /**
   * One more cookie.
   *
   * @param name of the cookie
   * @param value as it is sent, encoded
   * @return another request
   */
  public TestRequest cookie(String name, String value) {
    Optional<String> before = header("Cookie");
    List<Map.Entry<String, String>> others =
        headers.stream()
            .filter(it -> !it.getKey().equalsIgnoreCase("Cookie"))
            .collect(Collectors.toList());
    String all = before.map(it -> it + "; ").orElse("") + name + "=" + value;
    return new TestRequest(method, path, others, payload).header("Cookie", all);
  }

  /**
   * A body of JSON.
   *
   * @param value a {@code String} is sent as it is, anything else as an application would write it
   * @return another request
   */
  public TestRequest json(Object value) {
    byte[] bytes =
        value instanceof String text ? text.getBytes(UTF_8) : JSON.writeValueAsBytes(value);
    return body("application/json", bytes);
  }

  /**
   * A body of any type.
   *
   * @param type the {@code Content-Type}
   * @param content sent with its length
   * @return another request
   */
  public TestRequest body(String type, byte[] content) {
    return new TestRequest(method, path, headers, Payload.of(type, content.clone()));
  }

  /**
   * A body that is sent in chunks, without a length.
   *
   * @param type the {@code Content-Type}
   * @param content read to its end at once
   * @return another request
   */
  public TestRequest stream(String type, InputStream content) {
    try {
      return new TestRequest(method, path, headers, Payload.chunked(type, content.readAllBytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A form as a browser sends one without files.
   *
   * @param fields in their order, not encoded
   * @return another request
   */
  public TestRequest form(Map<String, String> fields) {
    return new TestRequest(method, path, headers, Payload.form(fields));
  }

  /**
   * One more field of a form that has files ({@code multipart/form-data}).
   *
   * @param name of the field
   * @param value its text
   * @return another request
   */
  public TestRequest field(String name, String value) {
    String disposition = "name=\"" + name + "\"";
    return part(payload.part(disposition, Optional.empty(), value.getBytes(UTF_8)));
  }

  /**
   * One more file of a form.
   *
   * @param name of the field
   * @param file its name, as it is
   * @param type its {@code Content-Type}
   * @param content its bytes
   * @return another request
   */
  public TestRequest file(String name, String file, String type, byte[] content) {
    String disposition = "name=\"" + name + "\"; filename=\"" + file + "\"";
    return part(payload.part(disposition, Optional.of(type), content));
  }

  private TestRequest part(Payload more) {
    return new TestRequest(method, path, headers, more);
  }

  /**
   * The first header of a name.
   *
   * @param name in any case
   * @return its value; empty if it was not set
   */
  public Optional<String> header(String name) {
    return headers.stream()
        .filter(it -> it.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  /**
   * The method.
   *
   * @return in capitals
   */
  public String method() {
    return method;
  }

  /**
   * The path with its query string.
   *
   * @return encoded
   */
  public String path() {
    return path;
  }

  /** As it travels, but the body. */
  String head(String host) {
    StringBuilder text = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    List<Map.Entry<String, String>> all = new ArrayList<>();
    all.add(Map.entry("Host", host));
    all.addAll(payload.headers(WITH_BODY.contains(method)));
    all.removeIf(ours -> header(ours.getKey()).isPresent());
    all.addAll(headers);
    all.forEach(it -> text.append(it.getKey() + ": " + it.getValue() + "\r\n"));
    return text.append("\r\n").toString();
  }

  /** As it travels. */
  byte[] bytes(String host) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head(host).getBytes(ISO_8859_1));
    all.writeBytes(payload.encoded());
    return all.toByteArray();
  }

  List<Map.Entry<String, String>> headers() {
    return headers;
  }

  Payload payload() {
    return payload;
  }

  /** The request line. */
  @Override
  public String toString() {
    return method + " " + path;
  }
}
