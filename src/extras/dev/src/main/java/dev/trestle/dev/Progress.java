package dev.trestle.dev;

import dev.trestle.migrate.Migration;
import dev.trestle.migrate.MigrationListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Says how migrations go on: what is applied, what is waited for, and what takes long. */
final class Progress implements MigrationListener, AutoCloseable {
  private final String verb;
  private final PrintStream out;
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("migration-progress").factory());
  private Optional<Step> running = Optional.empty();
  private long since;

  /**
   * Begins to look.
   *
   * @param verb for what is applied, like {@code Applied}
   * @param every from when on a statement takes long, and how often that is said
   */
  Progress(String verb, PrintStream out, Duration every) {
    this.verb = verb;
    this.out = out;
    clock.scheduleAtFixedRate(
        this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
  }

  private synchronized void look() {
    running.ifPresent(step ->
        out.printf(
            "%s: statement %d of %d, line %d, for %d s now%n",
            step.file(),
            step.statement(),
            step.statements(),
            step.line(),
            Duration.ofNanos(System.nanoTime() - since).toSeconds()));
  }

  /** The statement that runs, or that failed. */
  synchronized Optional<Step> running() {
    return running;
  }

  private synchronized void run(Optional<Step> step) {
    running = step;
    since = System.nanoTime();
  }

  @Override
  public void waiting() {
    out.println("Another process migrates this database; waiting until it has ended");
  }

  @Override
  public void began(Step step) {
    run(Optional.of(step));
  }

  @Override
  public void locked(Step step, int attempt, int attempts, Duration pause) {
    run(Optional.empty());
    out.printf(
        "%s, line %d: no lock in time, attempt %d of %d; undone, again in %d ms%n",
        step.file(), step.line(), attempt, attempts, pause.toMillis());
  }

  @Override
  public void cleared(String file, String what) {
    out.printf("%s: a run that was cut short left %s; removed%n", file, what);
  }

  @Override
  public void applied(Migration migration) {
    run(Optional.empty());
    out.printf(
        "%s V%s %s (%d ms)%n",
        verb, migration.version(), migration.description(), migration.took().toMillis());
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
