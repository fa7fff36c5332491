package dev.trestle.internal.javalin;

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

/**
 * Reads on, after the answer was sent, what a handler left of the body. So the connection stays
 * usable, and the client of a refused upload is not cut off before it could read why. Of a long
 * rest only a part is read; then Jetty closes the connection.
 */
final class UnreadBody implements Filter {
  static final int MOST = 4 << 20;

  private UnreadBody() {}

  static void install(ServletContextHandler handler) {
    FilterHolder holder = new FilterHolder(new UnreadBody());
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
      byte[] buffer = new byte[8192];
      int left = MOST;
      for (int read = 0; read >= 0 && left > 0; left -= read) {
        read = in.read(buffer, 0, Math.min(buffer.length, left));
      }
    } catch (IOException | RuntimeException e) {
      // The answer is out; Jetty closes a connection whose body is not at its end.
    }
  }
}
