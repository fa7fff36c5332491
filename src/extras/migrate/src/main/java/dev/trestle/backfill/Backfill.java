package dev.trestle.backfill;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Updates the rows of a table that is in use: a batch of keys at a time, each in a short
 * transaction of its own, with a pause behind it. Who writes it says what to set and where; the
 * ranges of keys are the backfill's own, along the primary key, of whatever types and columns.
 *
 * <pre>{@code
 * Backfill.of(url, "users.display_name")
 *     .update("users", "display_name = name")
 *     .where("display_name is distinct from name")
 *     .onProgress(Duration.ofSeconds(1), System.out::println)
 *     .run();
 * }</pre>
 *
 * <p>How far it is stands in the table {@code trestle_backfill}, written in the transaction of each
 * batch. A process that is killed, at whatever moment, leaves whole batches behind, and the next
 * run under that name goes on behind them: each row that meets the condition is updated once. What
 * is finished is not run again; delete its row of that table to have it run again.
 *
 * <p>It ends at the last key of when it began, and looks at each range once. So all that writes to
 * the table must write the new column already, before a backfill begins, with no transaction of an
 * older version under way. An update gives a row another {@code xmin}.
 *
 * <p>Not for several threads. Several processes may run the same backfill: one works, the others
 * wait until it ends, or go on with it if it dies.
 */
public final class Backfill {
  private final DatabaseUrl database;
  private final Definition definition;
  private int batchSize = 1_000;
  private double pauseRatio = 1;
  private Duration lockTimeout = Duration.ofMillis(500);
  private Duration statementTimeout = Duration.ofSeconds(10);
  private int attempts = 30;
  private Duration every = Duration.ZERO;
  private Consumer<Progress> listener = progress -> {};

  private Backfill(DatabaseUrl database, Definition definition) {
    this.database = database;
    this.definition = definition;
  }

  /**
   * Begins to write one.
   *
   * @param database reached directly, not through a transaction pooler
   * @param name it is resumed under, up to 200 characters; one for each backfill of a database
   * @return to be told the table
   */
  public static Named of(DatabaseUrl database, String name) {
    return new Named(
        Objects.requireNonNull(database, "database"), Objects.requireNonNull(name, "name"));
  }

  /** A backfill that knows its name. */
  public static final class Named {
    private final DatabaseUrl database;
    private final String name;

    private Named(DatabaseUrl database, String name) {
      this.database = database;
      this.name = name;
    }

    /**
     * What is set.
     *
     * @param table with a primary key; as in SQL, so {@code "Users"} needs its quotes, and a schema
     *     outside the search path is said
     * @param assignments what stands behind {@code set} in SQL: {@code display_name = name}; a
     *     {@code from} with its items may follow
     * @return to be told the condition
     */
    public Assigned update(String table, String assignments) {
      return new Assigned(this, table, assignments);
    }
  }

  /** A backfill that knows what to set. */
  public static final class Assigned {
    private final Named named;
    private final String table;
    private final String assignments;

    private Assigned(Named named, String table, String assignments) {
      this.named = named;
      this.table = Objects.requireNonNull(table, "table");
      this.assignments = Objects.requireNonNull(assignments, "assignments");
    }

    /**
     * Which rows. Best said so that a row that is done does not meet it: then what others have
     * written meanwhile stays as they wrote it.
     *
     * @param condition what stands behind {@code where} in SQL, without the range of keys: {@code
     *     display_name is distinct from name}
     * @return nothing has run yet
     * @throws IllegalArgumentException if name, table, assignments or condition are blank, or the
     *     name is longer than 200 characters
     */
    public Backfill where(String condition) {
      return new Backfill(
          named.database,
          new Definition(
              named.name, table, assignments, Objects.requireNonNull(condition, "condition")));
    }
  }

  /**
   * How many keys a batch has at most. Its rows are locked until it is committed, so who changes
   * one of them waits as long as a batch takes. A batch that exceeds the statement timeout is tried
   * again with half of them.
   *
   * @param keys 1 to 100,000; 1,000 unless set
   * @return this
   */
  public Backfill batchSize(int keys) {
    if (keys < 1 || keys > 100_000) {
      throw new IllegalArgumentException("batchSize is " + keys + "; set 1 to 100000.");
    }
    batchSize = keys;
    return this;
  }

  /**
   * How long it pauses behind each batch, as a multiple of the time that the batch took: the slower
   * the database is, the longer the pause.
   *
   * @param ratio 0 for none to 100; 1 unless set, which is half of one session's work
   * @return this
   */
  public Backfill pauseRatio(double ratio) {
    if (!(ratio >= 0 && ratio <= 100)) {
      throw new IllegalArgumentException("pauseRatio is " + ratio + "; set 0 to 100.");
    }
    pauseRatio = ratio;
    return this;
  }

  /**
   * How long a batch waits for a row that somebody else has locked before it is undone and tried
   * again. Less than PostgreSQL's {@code deadlock_timeout}, a second unless set there, lets the
   * backfill give way in a deadlock, and not a request.
   *
   * @param longest 1 ms to a minute; 500 ms unless set
   * @return this
   */
  public Backfill lockTimeout(Duration longest) {
    lockTimeout = bounded("lockTimeout", longest, Duration.ofMinutes(1));
    return this;
  }

  /**
   * How long one statement of a batch may take before it is undone and tried again with half of the
   * keys.
   *
   * @param longest 1 ms to an hour; 10 seconds unless set
   * @return this
   */
  public Backfill statementTimeout(Duration longest) {
    statementTimeout = bounded("statementTimeout", longest, Duration.ofHours(1));
    return this;
  }

  /**
   * Who is told how far it is: when it begins, behind a batch, and when it is finished.
   *
   * @param every least time between two batches that it is told of; zero for all of them
   * @param listener called by the thread that runs the backfill, outside of transactions; what it
   *     throws ends the run
   * @return this
   */
  public Backfill onProgress(Duration every, Consumer<Progress> listener) {
    if (every.isNegative()) {
      throw new IllegalArgumentException("every is " + every + "; set zero or more.");
    }
    this.every = every;
    this.listener = Objects.requireNonNull(listener, "listener");
    return this;
  }

  /** For tests: how often one batch is tried. */
  Backfill attempts(int most) {
    attempts = most;
    return this;
  }

  /**
   * Runs it to its end, or goes on with what another run has left. Serialization failures,
   * deadlocks and locks that are not given within their time are tried again, up to 30 times a
   * batch, with pauses that grow to two seconds.
   *
   * @return of all runs together; {@link Progress#finished}
   * @throws BackfillException if the database does not answer or a pooler does, there is no such
   *     table or it has no primary key, another backfill has begun under the name, PostgreSQL
   *     refuses an update, or a batch cannot be done; batches before it stay
   * @throws InterruptedException if the thread is interrupted, which ends it behind the batch under
   *     way; the next run goes on
   */
  public Progress run() throws InterruptedException {
    Settings settings =
        new Settings(
            batchSize, pauseRatio, lockTimeout, statementTimeout, attempts, every, listener);
    try (Connection session = Sessions.open(database, definition.name(), settings)) {
      return Run.of(session, definition, settings);
    } catch (SQLException e) {
      throw new BackfillException(
          "The backfill " + definition.name() + " failed: " + Failures.message(e) + ".", e);
    }
  }

  private static Duration bounded(String what, Duration time, Duration longest) {
    if (time.toMillis() < 1 || time.compareTo(longest) > 0) {
      throw new IllegalArgumentException(
          what + " is " + time + "; set 1 ms to " + longest.toSeconds() + " s.");
    }
    return time;
  }
}
