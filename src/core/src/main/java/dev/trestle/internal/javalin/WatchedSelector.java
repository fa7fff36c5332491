package dev.trestle.internal.javalin;

import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SelectorManager;

/**
 * Watches sockets, and lets what it has found be handled before it watches on: it would find the
 * same again, as nobody has read it, and would not be asked to watch some of them until it is woken
 * for each. A request that needs nothing but the processor is over by then, and costs no call of
 * the system but its own two. Without it {@code /api/hello} loses a third.
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
