package dev.trestle.dev.loop;

import dev.trestle.Environment;
import dev.trestle.Trestle;
import dev.trestle.TrestleBuilder;
import dev.trestle.console.Console;
import dev.trestle.internal.db.KeptPool;
import dev.trestle.internal.javalin.Front;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.eclipse.jetty.server.Handler;

/**
 * Serves a project, and whoever asks is answered by what its files say at that moment: a request
 * that finds them changed waits until they are compiled and loaded, or is told why they cannot be.
 * One look is for all requests that came before it began.
 */
public final class Loop implements AutoCloseable {
  private static final Duration APART = Duration.ofMillis(200);

  /** The compiler's stack is as deep as expressions are. */
  private static final long STACK_BYTES = 16L << 20;

  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(
          task -> daemon(new Thread(null, task, "trestle-dev", STACK_BYTES)));
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          task -> daemon(new Thread(task, "trestle-dev-clock")));
  private final Lock lock = new ReentrantLock();
  private final AtomicLong arrivals = new AtomicLong();
  private final Optional<Console> console;
  private final KeptPool pool;
  private final Reloader reloader;
  private final Front front;
  private long looked;

  private Loop(
      Project project,
      Optional<Schema> schema,
      Map<String, String> variables,
      Function<TrestleBuilder, Trestle> starting,
      PrintStream out,
      PrintStream err) {
    Environment environment = Environment.of(variables);
    Terminal terminal = new Terminal(out, err);
    Cast cast = new Cast();
    this.pool = new KeptPool(cast::endAll);
    this.console = console(project, environment);
    App app = new App(project.app(), Map.copyOf(variables), console, starting);
    this.reloader = new Reloader(project, schema, app, environment.host(), pool, cast, terminal);
    // Last, since a browser that is still open asks at once.
    this.front = Front.listen(environment.host(), environment.port(), request -> choose());
  }

  /**
   * Begins to listen, and returns once all has been compiled and started, or cannot be.
   *
   * @param project what is served
   * @param schema its database, if it has one
   * @param variables of the environment, {@code HOST} and {@code PORT} among them
   * @param starting how what its class gives is started, each time
   * @param out is told of changes
   * @param err is told what is wrong
   * @return to be closed
   * @throws dev.trestle.StartException if the address cannot be listened on
   */
  public static Loop start(
      Project project,
      Optional<Schema> schema,
      Map<String, String> variables,
      Function<TrestleBuilder, Trestle> starting,
      PrintStream out,
      PrintStream err) {
    Loop loop = new Loop(project, schema, variables, starting, out, err);
    loop.look(true);
    // So that what is wrong is told without a request, and what is right is there before it.
    loop.clock.scheduleWithFixedDelay(
        () -> loop.look(false), APART.toMillis(), APART.toMillis(), TimeUnit.MILLISECONDS);
    return loop;
  }

  /** None outside of development, which {@code make dev} may be told not to be. */
  private static Optional<Console> console(Project project, Environment environment) {
    if (!environment.development()) {
      return Optional.empty();
    }
    Path[] sources = project.sources().toArray(Path[]::new);
    return Optional.of(
        environment
            .direct()
            .map(database -> Console.over(database, sources))
            .orElseGet(() -> Console.withoutTables(sources)));
  }

  private static Thread daemon(Thread thread) {
    thread.setDaemon(true);
    return thread;
  }

  private Handler choose() {
    long arrived = arrivals.incrementAndGet();
    lock.lock();
    try {
      if (looked < arrived) {
        long upTo = arrivals.get();
        work(true);
        looked = upTo;
      }
      return reloader.enter();
    } finally {
      lock.unlock();
    }
  }

  private void look(boolean asked) {
    lock.lock();
    try {
      work(asked);
    } finally {
      lock.unlock();
    }
  }

  /** Not on the thread of a request, which somebody may interrupt. */
  private void work(boolean asked) {
    CompletableFuture.runAsync(() -> reloader.look(asked), worker).join();
  }

  /**
   * Where it listens.
   *
   * @return the real port, also where 0 was asked for
   */
  public int port() {
    return front.port();
  }

  /**
   * Where the console is.
   *
   * @return the path; empty outside of development, where there is none
   */
  public Optional<String> console() {
    return console.map(it -> Console.PATH);
  }

  /** Ends the service once its requests have ended, and what belongs to it. */
  @Override
  public void close() {
    clock.shutdownNow();
    lock.lock();
    try {
      CompletableFuture.runAsync(reloader::close, worker).join();
      front.close();
      pool.close();
    } finally {
      lock.unlock();
      worker.shutdown();
    }
  }
}
