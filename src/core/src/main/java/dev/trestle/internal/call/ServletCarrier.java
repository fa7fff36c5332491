package dev.trestle.internal.call;

import dev.trestle.Response;
import dev.trestle.internal.answer.ServletAnswer;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.policy.CorsAnswers;
import dev.trestle.internal.request.RequestId;
import dev.trestle.internal.router.Routing;
import io.javalin.http.Context;
import io.javalin.router.InternalRouter;
import java.util.Optional;

/** Carries a request from Javalin's servlet to a function, and its answer back. */
public final class ServletCarrier {
  private final Application application;
  private final InternalRouter router;

  /**
   * @param application whose functions answer
   * @param router of the server: has its owner's handlers of exceptions and errors
   */
  public ServletCarrier(Application application, InternalRouter router) {
    this.application = application;
    this.router = router;
  }

  /** Answers with what the routing found. */
  public void answer(Context context, Routing.Target target) {
    target
        .policy()
        .cors()
        .ifPresent(cors -> CorsAnswers.prepare(cors, context.req(), context.res()));
    Flight flight = application.flights().begin(context.req(), target.policy().timeout());
    ServletCall call = new ServletCall(application, context, flight, target);
    ServletAnswer answer =
        new ServletAnswer(
            application, router, context, target.match(), call.request().id(), flight, call::end);
    try {
      flight.run(() -> {
        Response response = function(context, target, flight, call);
        flight.returned();
        flight.checkpoint();
        answer.send(call.completed(response));
        return answer;
      });
    } catch (Throwable failure) {
      answer.fail(failure);
    }
  }

  private Response function(Context context, Routing.Target target, Flight flight, ServletCall call)
      throws Exception {
    return application
        .enforcement()
        .run(
            target.policy(),
            call.request()::remoteAddress,
            context.res(),
            flight.work(),
            () -> Returned.of(target.handler(), call));
  }

  /** Answers a failure that arose outside our routes. */
  public void answer(Context context, Exception failure) {
    String requestId = RequestId.of(context.header(RequestId.HEADER));
    Flight over = application.flights().outside();
    new ServletAnswer(application, router, context, Optional.empty(), requestId, over, () -> {})
        .fail(failure);
  }
}
