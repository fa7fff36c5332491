package dev.trestle.internal.javalin;

import java.util.concurrent.ThreadFactory;
import org.eclipse.jetty.util.thread.ThreadPool;

/**
 * A virtual thread for each task of a server. Javalin's own does the same by reflection, and waits
 * for no result either, but makes a future for it.
 */
final class RequestThreads implements ThreadPool {
  private final ThreadFactory threads = Thread.ofVirtual().name("request-", 1).factory();

  @Override
  public void execute(Runnable task) {
    threads.newThread(task).start();
  }

  /** Nobody waits for them here: a server that stops does so for its requests. */
  @Override
  public void join() {}

  @Override
  public int getThreads() {
    return 1;
  }

  @Override
  public int getIdleThreads() {
    return 1;
  }

  @Override
  public boolean isLowOnThreads() {
    return false;
  }
}
