package dev.trestle.internal.javalin;

import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.server.LocalConnector;
import org.eclipse.jetty.server.Server;

/** Connects a server to nobody, and counts the requests that somebody else hands to it. */
final class HostedConnector extends LocalConnector {
  private final CompletableFuture<Void> empty = new CompletableFuture<>();
  private int requests;
  private boolean ending;

  HostedConnector(Server server) {
    super(server);
  }

  synchronized void enter() {
    requests++;
  }

  synchronized void leave() {
    requests--;
    completeIfEmpty();
  }

  private void completeIfEmpty() {
    if (ending && requests == 0) {
      empty.complete(null);
    }
  }

  /** Gives what is complete once the last request is over. */
  @Override
  public synchronized CompletableFuture<Void> shutdown() {
    ending = true;
    completeIfEmpty();
    return empty;
  }
}
