package dev.trestle.legacy;

import dev.trestle.Response;
import dev.trestle.spi.Call;
import java.util.List;

/**
 * The {@code handler} of a {@code Route}: answers every verb through its second parameter.
 * Generated code calls it; it is written as a public static function of that name.
 */
@FunctionalInterface
public interface LegacyHandler {
  /**
   * Answers.
   *
   * @param request what the client sent
   * @param response what it is answered with; one of its methods that end the answer is called,
   *     once
   * @throws Exception whatever prevents the answer; it becomes one as for any other function
   */
  void handle(LegacyRequest request, LegacyResponse response) throws Exception;

  /**
   * Calls a handler, for generated code.
   *
   * @param call the request on its way
   * @param source the class of the handler, for messages
   * @param variables the names of the path variables
   * @param handler to be called
   * @return what it answered
   * @throws IllegalStateException if it returned without an answer
   * @throws Exception what it throws
   */
  static Response answer(Call call, String source, List<String> variables, LegacyHandler handler)
      throws Exception {
    LegacyResponse response = new LegacyResponse();
    handler.handle(new LegacyRequest(call, variables), response);
    return response
        .answer()
        .orElseThrow(() ->
            new IllegalStateException(
                source
                    + ".handler returned without an answer; end each branch with json(…), send(…),"
                    + " end() or redirect(…)"));
  }
}
