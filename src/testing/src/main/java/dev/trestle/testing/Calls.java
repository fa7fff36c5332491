package dev.trestle.testing;

import dev.trestle.Verb;
import java.util.function.UnaryOperator;

/**
 * Asks an application: without a socket, or over one, as its {@link TestApp} says. Each request is
 * one connection; redirects are not followed.
 */
@FunctionalInterface
public interface Calls {
  /**
   * Sends a request and waits for the whole of its answer.
   *
   * @param request to be sent
   * @return the answer, of whatever status
   * @throws AssertionError if none comes within 30 seconds, as none does of a stream without an
   *     end, or if it is broken off
   */
  TestAnswer call(TestRequest request);

  /**
   * Sends a request without a body.
   *
   * @param verb the method
   * @param path with its query string, encoded: {@code /api/users?limit=2}
   * @return as {@link #call(TestRequest)}
   */
  default TestAnswer call(Verb verb, String path) {
    return call(TestRequest.of(verb, path));
  }

  /**
   * Sends a request with a body of JSON.
   *
   * @param verb the method
   * @param path with its query string, encoded
   * @param json a {@code String} is sent as it is, anything else as an application would write it
   * @return as {@link #call(TestRequest)}
   */
  default TestAnswer call(Verb verb, String path, Object json) {
    return call(TestRequest.of(verb, path).json(json));
  }

  /**
   * Sends a request of any kind: {@code call(PUT, path, it -> it.header("If-Match",
   * tag).json(user))}.
   *
   * @param verb the method
   * @param path with its query string, encoded
   * @param with what it is sent with
   * @return as {@link #call(TestRequest)}
   */
  default TestAnswer call(Verb verb, String path, UnaryOperator<TestRequest> with) {
    return call(with.apply(TestRequest.of(verb, path)));
  }

  /**
   * The same, with something in each request: {@code app.with(it -> it.header("X-Key", key))}.
   *
   * @param always what each is sent with besides
   * @return over the same application
   */
  default Calls with(UnaryOperator<TestRequest> always) {
    return request -> call(always.apply(request));
  }
}
