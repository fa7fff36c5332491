package dev.trestle.internal.javalin;

import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Watches sockets, and lets what it has found be handled before it watches on. Jetty stops watching
 * a socket while its request is handled: two calls of the system, and often a third to wake this up
 * again. A request that needs nothing but the processor is over by then, and costs none of them.
 */
final class WatchedSelector extends ManagedSelector {
  private boolean found;

  WatchedSelector(SelectorManager manager, int id) {
    super(manager, id);
  }

  /** Something has come for a socket; called by the thread that watches. */
  void found() {
    found = true;
  }

  /** Called by the thread that watches, before it looks which sockets are to be watched now. */
  void letHandle() {
    if (found) {
      found = false;
      Thread.yield();
    }
  }
}
