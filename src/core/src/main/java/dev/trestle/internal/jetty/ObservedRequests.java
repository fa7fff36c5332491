package dev.trestle.internal.jetty;

import dev.trestle.RequestHead;
import dev.trestle.RequestObservation;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.watch.RequestWatch;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * In front of all that answers: asks a watch who follows a request, and lets them see its thread.
 */
public final class ObservedRequests extends Handler.Wrapper {
  private static final String OBSERVATION = ObservedRequests.class.getName();

  private final Application application;
  private final RequestWatch watch;

  /**
   * @param application whose requests they are
   */
  public ObservedRequests(Application application, RequestWatch watch) {
    this.application = application;
    this.watch = watch;
  }

  /** Who follows a request. */
  public static RequestObservation of(Request request) {
    return request.getAttribute(OBSERVATION) instanceof RequestObservation observation
        ? observation
        : RequestObservation.NONE;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    RequestHead head = new JettyRequestHead(application, request);
    RequestObservation observation = watch.began(head);
    if (observation == RequestObservation.NONE) {
      return super.handle(request, response, callback);
    }
    request.setAttribute(OBSERVATION, observation);
    try (RequestObservation.Scope scope = observation.enter()) {
      return super.handle(request, response, callback);
    }
  }
}
