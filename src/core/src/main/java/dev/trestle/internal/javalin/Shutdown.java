package dev.trestle.internal.javalin;

import dev.trestle.internal.app.Application;
import io.javalin.Javalin;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.Graceful;

/** The end of a server of our own, step by step. */
public final class Shutdown {
  private static final long LOOKS_APART = Duration.ofMillis(20).toNanos();

  private final Javalin javalin;
  private final Application application;
  private final Duration notice;
  private boolean done;

  /**
   * @param javalin running
   * @param application that it serves
   * @param notice between saying that it will not be ready any more and listening no more
   */
  public Shutdown(Javalin javalin, Application application, Duration notice) {
    this.javalin = javalin;
    this.application = application;
    this.notice = notice;
  }

  /** Returns once all has ended; does nothing the second time. */
  public synchronized void run() {
    if (done) {
      return;
    }
    done = true;
    Server server = javalin.jettyServer().server();
    application.flights().announceStop();
    boolean hurry = !giveNotice();
    listenNoMore(server);
    application.flights().beginStop();
    application.events().stop();
    hurry |= !awaitConnections(server);
    application.flights().finish();
    server.setStopTimeout(0); // Jetty's own way to wait, which was ours to do.
    javalin.stop();
    if (hurry) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until nothing is under way; false if that takes longer. */
  public boolean awaitIdle(Duration longest) {
    return application.flights().awaitNone(longest.toNanos());
  }

  /** Whether it has begun. */
  public boolean hasBegun() {
    return application.flights().isStopping();
  }

  /** False if somebody interrupts, which makes it shorter. */
  private boolean giveNotice() {
    try {
      Thread.sleep(notice);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  /** New clients are refused instead of left waiting. */
  private static void listenNoMore(Server server) {
    for (Connector connector : server.getConnectors()) {
      if (connector instanceof NetworkConnector listening) {
        listening.close();
      }
    }
  }

  /** False if somebody interrupts, which makes it shorter: requests still end. */
  private boolean awaitConnections(Server server) {
    CompletableFuture<?>[] each =
        Stream.of(server.getConnectors())
            .map(Shutdown::closeAfterAnswers)
            .toArray(CompletableFuture[]::new);
    CompletableFuture<Void> closed = CompletableFuture.allOf(each);
    try {
      while (!closed.isDone() && application.flights().nanosToStop() > 0) {
        // Again and again: a stream that began before has not said that its connection ends with
        // it.
        closeIdle(server);
        waitFor(closed, Math.min(LOOKS_APART, application.flights().nanosToStop()));
      }
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static void waitFor(CompletableFuture<?> closed, long nanos) throws InterruptedException {
    try {
      closed.get(nanos, TimeUnit.NANOSECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // What is left at last is cancelled, or cut off when Jetty stops.
    }
  }

  /** From here on answers say {@code Connection: close}. */
  private static CompletableFuture<Void> closeAfterAnswers(Connector connector) {
    if (connector instanceof WatchedConnector watched) {
      // Jetty's own way is a short idle timeout, for who reads an answer slowly too.
      watched.setShutdownIdleTimeout(watched.getIdleTimeout());
    }
    return ((Graceful) connector).shutdown();
  }

  private static void closeIdle(Server server) {
    for (Connector connector : server.getConnectors()) {
      connector.getConnectedEndPoints().forEach(Shutdown::closeIfIdle);
    }
  }

  private static void closeIfIdle(EndPoint endPoint) {
    if (endPoint.getConnection() instanceof HttpConnection connection
        && endPoint.isFillInterested()
        && connection.getHttpChannel().getRequest() == null) {
      if (endPoint instanceof WatchedEndPoint watched) {
        watched.closeUnlessAsked();
      } else {
        endPoint.close();
      }
    }
  }
}
