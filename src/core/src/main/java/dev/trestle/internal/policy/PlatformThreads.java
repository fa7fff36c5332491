package dev.trestle.internal.policy;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A pool of platform threads, as many as there are processors and at least two. They are made when
 * they are needed and end when they have had nothing to do for ten seconds, so nothing is to be
 * closed. Work that waits for one is held by requests, which are in flight and so bounded.
 */
final class PlatformThreads {
  private static final int IDLE_SECONDS = 10;

  private final ThreadPoolExecutor pool;

  /** Of no thread yet. */
  PlatformThreads() {
    int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
    this.pool =
        new ThreadPoolExecutor(
            threads,
            threads,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("trestle-platform-", 0).factory());
    pool.allowCoreThreadTimeOut(true);
  }

  /**
   * Runs work on one of the threads and waits for its end. An interrupt of this thread is handed on
   * to that one, and what the work makes of it is the result.
   *
   * @return what the work gives
   * @throws InterruptedException if interrupted before the work began; then it never does
   * @throws Exception what the work throws
   */
  <T> T call(Callable<T> work) throws Exception {
    Run<T> run = new Run<>(work);
    pool.execute(run);
    while (true) {
      try {
        return run.get();
      } catch (InterruptedException e) {
        if (pool.remove(run)) {
          throw e;
        }
        run.interrupt();
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case Exception exception -> throw exception;
          case Error error -> throw error;
          default -> throw e;
        }
      }
    }
  }

  /** Work that can be interrupted while it runs, and never later. */
  private static final class Run<T> extends FutureTask<T> {
    private Thread thread;

    Run(Callable<T> work) {
      super(work);
    }

    @Override
    public void run() {
      runsOn(Thread.currentThread());
      try {
        super.run();
      } finally {
        runsOn(null);
      }
    }

    private synchronized void runsOn(Thread runner) {
      thread = runner;
    }

    synchronized void interrupt() {
      if (thread != null) {
        thread.interrupt();
      }
    }
  }
}
