package dev.trestle.internal.javalin;

import dev.trestle.internal.jetty.UnreadBody;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;

/** Reads on, after the answer was sent, what a handler left of the body: see {@link UnreadBody}. */
final class UnreadBodyFilter implements Filter {
  private UnreadBodyFilter() {}

  static void install(ServletContextHandler handler) {
    FilterHolder holder = new FilterHolder(new UnreadBodyFilter());
    holder.setAsyncSupported(true);
    handler.addFilter(holder, "/*", EnumSet.of(DispatcherType.REQUEST));
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
    if (hasBody(request) && !request.isAsyncStarted()) {
      finish(request, response);
    }
  }

  /** False also for a client that waits to be asked for its body, which nobody will now. */
  private static boolean hasBody(ServletRequest request) {
    long length = request.getContentLengthLong();
    return length != 0
        && request instanceof HttpServletRequest http
        && (length > 0 || http.getHeader("Transfer-Encoding") != null)
        && http.getHeader("Expect") == null;
  }

  private static void finish(ServletRequest request, ServletResponse response) {
    try {
      ServletInputStream in = request.getInputStream();
      if (in.isFinished()) {
        return;
      }
      response.getOutputStream().close();
      UnreadBody.readOn(in);
    } catch (IOException | RuntimeException e) {
      // The answer is out; Jetty closes a connection whose body is not at its end.
    }
  }
}
