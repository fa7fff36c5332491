package dev.trestle.internal.call;

import dev.trestle.Response;
import dev.trestle.ThrownResponse;
import dev.trestle.Verb;
import dev.trestle.internal.error.ControlFlow;
import dev.trestle.spi.Call;
import dev.trestle.spi.Handler;
import java.util.Locale;

/** What a function answers, whether it returns or throws it. */
final class Returned {
  private static final int REPEAT_THERE = 307;
  private static final int GET_THERE = 303;

  private Returned() {}

  /**
   * Calls a function.
   *
   * @throws Exception what is not an answer
   */
  static Response of(Handler handler, Call call) throws Exception {
    Response response;
    try {
      response = handler.handle(call);
    } catch (Throwable failure) {
      if (!(ControlFlow.unwrap(failure) instanceof ThrownResponse thrown)) {
        throw failure;
      }
      response = thrown.response();
    }
    required(response);
    return response.status() == REPEAT_THERE && isForm(call)
        ? response.withStatus(GET_THERE)
        : response;
  }

  /** Refuses null. */
  static Response required(Response response) {
    if (response == null) {
      throw new NullPointerException(
          "The function returned null; return Response.noContent() or throw notFound(…)");
    }
    return response;
  }

  /** A form that was posted is not to be posted once more. */
  private static boolean isForm(Call call) {
    if (call.request().verb() != Verb.POST) {
      return false;
    }
    String type = call.request().header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("application/x-www-form-urlencoded")
        || type.startsWith("multipart/form-data");
  }
}
