package dev.trestle.internal.javalin;

import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Starts the handler within when the first request comes to it, and stops it with itself. So a
 * server whose requests are all answered before that need not start a servlet context.
 */
final class LateHandler extends Handler.Wrapper {
  private final ReentrantLock changing = new ReentrantLock();

  @Override
  protected void doStart() throws Exception {
    unmanage(getHandler());
    super.doStart();
  }

  @Override
  protected void doStop() throws Exception {
    changing.lock();
    try {
      super.doStop();
    } finally {
      changing.unlock();
    }
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (!getHandler().isStarted() && !startHandler()) {
      Response.writeError(request, response, callback, HttpStatus.SERVICE_UNAVAILABLE_503);
      return true;
    }
    return super.handle(request, response, callback);
  }

  /** Whether it has started: not while this stops. */
  private boolean startHandler() throws Exception {
    changing.lock();
    try {
      if (isStarted()) {
        manage(getHandler());
        start(getHandler());
      }
      return getHandler().isStarted();
    } finally {
      changing.unlock();
    }
  }
}
