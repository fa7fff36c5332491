package dev.trestle.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * What an application has answered, and what it did for that. The methods that begin with {@code
 * expect} fail the test with the request, the answer, its statements and what was thrown, and give
 * this answer, so that another may follow:
 *
 * <pre>{@code
 * app.call(POST, "/api/users", ada).expect(201).expectJson("/name", "Ada").expectStatements(1);
 * }</pre>
 *
 * <p>Parts of a body of JSON are named by JSON Pointers: {@code /users/0/name}, the empty one for
 * all of it.
 */
public final class TestAnswer {
  private final TestRequest request;
  private final AnswerReader read;
  private final Trace trace;
  private final List<Statement> statements;
  private final Runnable settle;

  /**
   * @param settle waits until all that the request has left to be done is done
   */
  TestAnswer(TestRequest request, AnswerReader read, Trace trace, Runnable settle) {
    this.request = request;
    this.read = read;
    this.trace = trace;
    this.statements = trace.statements();
    this.settle = settle;
  }

  /**
   * The status.
   *
   * @return like 200
   */
  public int status() {
    return read.status();
  }

  /**
   * The first header of a name.
   *
   * @param name in any case
   * @return its value; empty if there is none
   */
  public Optional<String> header(String name) {
    return headers(name).stream().findFirst();
  }

  /**
   * All headers of a name.
   *
   * @param name in any case
   * @return their values in the order sent
   */
  public List<String> headers(String name) {
    return read.headers().stream()
        .filter(it -> it.getKey().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  /**
   * All headers.
   *
   * @return names and values in the order sent
   */
  public List<Map.Entry<String, String>> headers() {
    return List.copyOf(read.headers());
  }

  /**
   * The body as text.
   *
   * @return read as UTF-8; empty without one
   */
  public String text() {
    return new String(read.body(), UTF_8);
  }

  /**
   * The body.
   *
   * @return its bytes, as they were sent: compressed if they are
   */
  public byte[] bytes() {
    return read.body();
  }

  /**
   * The body as JSON.
   *
   * @return all of it
   * @throws AssertionError if it is none, or its type is not {@code application/json} or one that
   *     ends in {@code +json}
   */
  public JsonNode json() {
    String type = header("Content-Type").orElse("");
    check(type.matches("application/(json|[^;]+\\+json)(;.*)?"), "a body of JSON", type);
    try {
      return TestRequest.JSON.readTree(read.body());
    } catch (JacksonException e) {
      throw failure("a body of JSON", e.getMessage());
    }
  }

  /**
   * A part of the body.
   *
   * @param pointer like {@code /users/0/name}
   * @return the part
   * @throws AssertionError if there is none, or as {@link #json()}
   */
  public JsonNode json(String pointer) {
    JsonNode part = json().at(pointer);
    check(!part.isMissingNode(), "JSON with " + pointer, "none there");
    return part;
  }

  /**
   * The body as a value.
   *
   * @param <T> its type
   * @param type a record, as an application would take it
   * @return read as an application reads bodies
   * @throws AssertionError if it is no such value
   */
  public <T> T json(Class<T> type) {
    JsonNode body = json();
    try {
      return TestRequest.JSON.treeToValue(body, type);
    } catch (JacksonException e) {
      throw failure("a " + type.getSimpleName(), e.getMessage());
    }
  }

  /**
   * The cookies that are set or deleted.
   *
   * @return by name, in the order sent; of two with a name the last
   */
  public Map<String, AnswerCookie> cookies() {
    Map<String, AnswerCookie> cookies = new LinkedHashMap<>();
    headers("Set-Cookie").stream()
        .map(AnswerCookie::parse)
        .forEach(it -> cookies.put(it.name(), it));
    return cookies;
  }

  /**
   * A cookie that is set or deleted.
   *
   * @param name of the cookie
   * @return with its attributes
   * @throws AssertionError if the answer has none of that name
   */
  public AnswerCookie cookie(String name) {
    AnswerCookie cookie = cookies().get(name);
    check(cookie != null, "the cookie " + name, cookies().keySet());
    return Objects.requireNonNull(cookie);
  }

  /**
   * What was asked of the database for this answer, by prepared queries and by jOOQ. Not what tasks
   * after the answer ask.
   *
   * @return in the order they ended
   */
  public List<Statement> statements() {
    return statements;
  }

  /**
   * What the function failed with, if its answer is an error that nobody expected.
   *
   * @return empty also for an error that was meant, like {@code HttpError}
   */
  public Optional<Throwable> failure() {
    return trace.failure();
  }

  /**
   * Waits until all that this left to be done ({@code After}) is done.
   *
   * @return of each task that failed what it threw, in their order
   * @throws AssertionError if that takes longer than 10 seconds
   */
  public List<Throwable> failedTasks() {
    settle.run();
    return trace.failedTasks();
  }

  /**
   * Fails unless the status is this.
   *
   * @param status like 200
   * @return this
   */
  public TestAnswer expect(int status) {
    return check(status() == status, "status " + status, status());
  }

  /**
   * Fails unless there is such a header.
   *
   * @param name in any case
   * @param value of one of that name
   * @return this
   */
  public TestAnswer expectHeader(String name, String value) {
    return check(headers(name).contains(value), name + ": " + value, headers(name));
  }

  /**
   * Fails if there is a header of that name.
   *
   * @param name in any case
   * @return this
   */
  public TestAnswer expectNoHeader(String name) {
    return check(headers(name).isEmpty(), "no " + name, headers(name));
  }

  /**
   * Fails unless the body is exactly this.
   *
   * @param text all of it
   * @return this
   */
  public TestAnswer expectText(String text) {
    return check(text().equals(text), "the body " + text, text());
  }

  /**
   * Fails unless a part of the body is this.
   *
   * @param pointer like {@code /users/0/name}, or the empty text for all
   * @param value compared as the JSON that an application would write of it: {@code null}, a text,
   *     a number, a list, a map, a record
   * @return this
   */
  public TestAnswer expectJson(String pointer, Object value) {
    JsonNode part = json(pointer);
    // By way of text, so that numbers are of the kinds that reading makes.
    JsonNode expected = TestRequest.JSON.readTree(TestRequest.JSON.writeValueAsBytes(value));
    return check(part.equals(expected), pointer + " " + expected, part);
  }

  /**
   * Fails unless this is an error with such a message.
   *
   * @param status like 404
   * @param message the member {@code error} of the body
   * @return this
   */
  public TestAnswer expectError(int status, String message) {
    return expect(status).expectJson("/error", message);
  }

  /**
   * Fails if a cookie is set or deleted.
   *
   * @return this
   */
  public TestAnswer expectNoCookies() {
    return check(cookies().isEmpty(), "no cookies", cookies().values());
  }

  /**
   * Fails unless so many statements were run for this answer.
   *
   * @param count a batch is one
   * @return this
   */
  public TestAnswer expectStatements(int count) {
    return check(statements.size() == count, count + " statements", statements.size());
  }

  /**
   * Fails unless these statements were run for this answer, and no others.
   *
   * @param parts of the SQL of each, in their order: {@code "insert into", "from \"posts\""}
   * @return this
   */
  public TestAnswer expectStatements(String... parts) {
    boolean same = statements.size() == parts.length;
    for (int i = 0; same && i < parts.length; i++) {
      same = statements.get(i).sql().contains(parts[i]);
    }
    return check(same, "statements with " + List.of(parts), statements.size());
  }

  /**
   * Fails unless so many tasks ({@code After}) have run for this request, all of them well; waits
   * for that.
   *
   * @param count 0 also where the function has failed, whose tasks do not run
   * @return this
   */
  public TestAnswer expectTasks(int count) {
    List<Throwable> failed = failedTasks();
    return check(
        failed.isEmpty() && trace.tasks() == count,
        count + " tasks after the answer",
        trace.tasks() + ", of which " + failed.size() + " failed");
  }

  private TestAnswer check(boolean is, String expected, Object found) {
    if (!is) {
      throw failure(expected, found);
    }
    return this;
  }

  private AssertionError failure(String expected, Object found) {
    AssertionError error =
        new AssertionError("Expected " + expected + ", but it was " + found + ".\n" + this);
    Stream.concat(trace.failure().stream(), trace.failedTasks().stream())
        .findFirst()
        .ifPresent(error::initCause);
    return error;
  }

  /** The request, the answer, and what the application did for it. */
  @Override
  public String toString() {
    return AnswerText.of(request, read, trace);
  }
}
