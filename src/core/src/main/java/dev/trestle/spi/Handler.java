package dev.trestle.spi;

import dev.trestle.Response;

/** One verb of a route, bound: reads the parameters, calls the function, makes the answer. */
@FunctionalInterface
public interface Handler {
  /**
   * Answers one request. Runs on the thread of the request, concurrently with itself.
   *
   * @param call the request and what it is answered with
   * @return the answer
   * @throws Exception whatever the function throws
   */
  Response handle(Call call) throws Exception;
}
