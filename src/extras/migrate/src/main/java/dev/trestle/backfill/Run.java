package dev.trestle.backfill;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** One run of a backfill in a session that is alone with it. */
final class Run {
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  private final Connection session;
  private final Definition definition;
  private final Settings settings;
  private final Journal journal;
  private final Batch batch;
  private final long began = System.nanoTime();
  private int size;
  private int retries;
  private long reported;
  private long rows;
  private long rowsBefore;

  private Run(Connection session, Definition definition, Settings settings, Target target) {
    this.session = session;
    this.definition = definition;
    this.settings = settings;
    this.journal = new Journal(session, definition);
    this.batch = new Batch(session, definition, target);
    this.size = settings.batchSize();
  }

  static Progress of(Connection session, Definition definition, Settings settings)
      throws SQLException, InterruptedException {
    Target target = Target.of(session, definition);
    session.rollback();
    Run run = new Run(session, definition, settings, target);
    run.begin();
    return run.toTheEnd();
  }

  private void begin() throws SQLException {
    batch.check();
    Journal.create(session);
    if (!journal.hasBegun()) {
      // Looking for the last key is a look into the index; its end is where this backfill ends, or
      // it would run after new rows for ever.
      journal.begin(batch.end(), batch.expectedRows());
    }
    session.commit();
  }

  private Progress toTheEnd() throws SQLException, InterruptedException {
    report(current(), true);
    while (true) {
      long start = System.nanoTime();
      Progress progress = nextBatch();
      if (progress.finished()) {
        report(progress, true);
        return progress;
      }
      report(progress, false);
      pause((long) ((System.nanoTime() - start) * settings.pauseRatio()));
    }
  }

  /** Tries a batch until it is done. */
  private Progress nextBatch() throws InterruptedException {
    Duration wait = FIRST_WAIT;
    for (int attempt = 1; ; attempt++) {
      long start = System.nanoTime();
      try {
        return commitBatch();
      } catch (SQLException e) {
        undo(e);
        if (Failures.isCancelled(e) && size > 1 && tookTooLong(start)) {
          size /= 2;
        } else if (!Failures.isPassing(e)) {
          throw stopped("stopped", e, "correct that");
        }
        if (attempt >= settings.attempts()) {
          throw stopped(
              "gave up after " + attempt + " attempts", e, "look in pg_locks for who holds it up");
        }
        retries++;
      }
      pause(wait.toNanos());
      wait = wait.multipliedBy(2).compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait.multipliedBy(2);
    }
  }

  /** Or somebody else has cancelled it, who will have meant it. */
  private boolean tookTooLong(long start) {
    return System.nanoTime() - start >= settings.statementTimeout().toNanos();
  }

  private BackfillException stopped(String how, SQLException cause, String advice) {
    return new BackfillException(
        "The backfill %s %s behind %d rows: %s; %s, and run it again: it goes on from there."
            .formatted(definition.name(), how, rows, Failures.message(cause), advice),
        cause);
  }

  private Progress commitBatch() throws SQLException {
    Journal.Entry entry = journal.lock();
    if (!entry.over()) {
      Batch.Range range =
          entry.end().isEmpty()
              ? new Batch.Range(List.of(), 0)
              : batch.next(entry.last(), entry.end(), size);
      if (range.rows() == 0) {
        journal.finish();
      } else {
        journal.advance(range.last(), range.rows(), batch.update(entry.last(), range.last()));
      }
      entry = journal.lock();
    }
    session.commit();
    return progress(entry);
  }

  private Progress current() throws SQLException {
    Journal.Entry entry = journal.lock();
    session.commit();
    rowsBefore = entry.done();
    return progress(entry);
  }

  private void undo(SQLException failure) {
    try {
      session.rollback();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }

  private Progress progress(Journal.Entry entry) {
    rows = entry.done();
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    long expected = entry.over() ? entry.done() : Math.max(entry.expected(), entry.done());
    long here = entry.done() - rowsBefore;
    Optional<Duration> left =
        entry.over()
            ? Optional.of(Duration.ZERO)
            : Optional.of(here)
                .filter(count -> count > 0)
                .map(count ->
                    Duration.ofNanos(
                        (long) ((double) elapsed.toNanos() / count * (expected - entry.done()))));
    return new Progress(
        definition.name(),
        entry.done(),
        expected,
        entry.changed(),
        retries,
        elapsed,
        left,
        entry.over());
  }

  private void report(Progress progress, boolean always) {
    long now = System.nanoTime();
    if (always || now - reported >= settings.every().toNanos()) {
      reported = now;
      settings.listener().accept(progress);
    }
  }

  /** Ends early, in an exception, for who interrupts. */
  private static void pause(long nanos) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("The backfill was interrupted");
    }
    TimeUnit.NANOSECONDS.sleep(nanos);
  }
}
