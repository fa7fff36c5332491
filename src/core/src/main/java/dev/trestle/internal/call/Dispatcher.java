package dev.trestle.internal.call;

import dev.trestle.RequestObservation;
import dev.trestle.Response;
import dev.trestle.internal.answer.HttpAnswer;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.exchange.Exchange;
import dev.trestle.internal.flight.Flight;
import dev.trestle.internal.policy.CorsAnswers;
import dev.trestle.internal.request.RequestId;
import dev.trestle.internal.router.Routing;
import dev.trestle.internal.watch.LogContext;
import java.util.Optional;

/** Has requests answered by functions, whatever carries them. */
public final class Dispatcher {
  private final Application application;

  /**
   * @param application whose functions answer
   */
  public Dispatcher(Application application) {
    this.application = application;
  }

  /** Answers with what the routing found. */
  public void answer(Exchange exchange, Routing.Target target) {
    target
        .policy()
        .cors()
        .ifPresent(cors -> CorsAnswers.prepare(cors, exchange.request(), exchange.response()));
    RequestObservation observation =
        application.watch().isPresent() ? exchange.observation() : RequestObservation.NONE;
    Flight flight = application.flights().begin(exchange, observation, target.policy().timeout());
    HttpCall call = new HttpCall(application, exchange, flight, target);
    HttpAnswer answer =
        new HttpAnswer(
            application, exchange, target.match(), call.request().id(), flight, call::end);
    try (LogContext.Scope logged = LogContext.enter(call.request().id())) {
      respond(exchange, target, flight, call, answer);
    }
  }

  private void respond(
      Exchange exchange, Routing.Target target, Flight flight, HttpCall call, HttpAnswer answer) {
    try {
      flight.run(() -> {
        Response response = function(exchange, target, flight, call);
        flight.returned();
        flight.checkpoint();
        answer.send(call.completed(response));
        return answer;
      });
    } catch (Throwable failure) {
      answer.fail(failure);
    }
  }

  private Response function(Exchange exchange, Routing.Target target, Flight flight, HttpCall call)
      throws Exception {
    try {
      return application
          .enforcement()
          .run(
              target.policy(),
              call.request()::remoteAddress,
              exchange.response(),
              flight.work(),
              () -> Returned.of(target.handler(), call));
    } finally {
      call.tellPosition();
    }
  }

  /** Answers a failure that arose outside our routes. */
  public void answer(Exchange exchange, Exception failure) {
    String requestId = RequestId.of(exchange.request().header(RequestId.HEADER));
    Flight over = application.flights().outside();
    new HttpAnswer(application, exchange, Optional.empty(), requestId, over, () -> {})
        .fail(failure);
  }
}
