package dev.trestle.query;

import static org.jooq.Isolation.SERIALIZABLE;

import dev.trestle.internal.db.LeanTransactions;
import dev.trestle.internal.db.SharedConfiguration;
import dev.trestle.internal.query.Batch;
import dev.trestle.internal.setting.Range;
import dev.trestle.internal.watch.StatementScope;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.DSLContext;
import org.jooq.Isolation;
import org.jooq.Readonly;
import org.jooq.TransactionProperty;
import org.jooq.TransactionProvider;
import org.jooq.impl.DataSourceConnectionProvider;
import org.jooq.impl.DefaultTransactionProvider;

/**
 * Transactions with PostgreSQL's modes, tried again where PostgreSQL says that this helps.
 * Immutable, thread-safe: the settings give a new one.
 *
 * <pre>{@code
 * Transfer done = Transactions.of(db).isolation(SERIALIZABLE).retries(5).run(tx -> transfer(tx, order));
 * }</pre>
 *
 * <p>On the wire, in this order; without settings the {@code set} is left out, and the server's
 * defaults hold:
 *
 * <pre>{@code
 * begin
 * set transaction isolation level serializable, read only, deferrable
 * …
 * commit
 * }</pre>
 *
 * <p>What the function throws undoes the transaction and arrives as it was thrown. Of a {@link
 * DSLContext} that is in a transaction, {@link #run} makes a savepoint: what the function did is
 * undone if it throws, and the outer function may catch that and go on. A failed statement that is
 * caught otherwise ends in an exception at {@code commit} (SQLSTATE 25P02), as PostgreSQL keeps
 * nothing of such a transaction.
 *
 * <p>What the function leaves meanwhile of its request, on this thread, is a part of the
 * transaction, or of the savepoint: tasks of {@link dev.trestle.After}, changes of the {@link
 * dev.trestle.Cache} and {@link dev.trestle.Cookies} take effect with the commit of the outermost
 * one, and are gone with what is undone, by a retry too. That holds over the {@link DSLContext}
 * that a function was given, with jOOQ's own {@code transaction(…)} as well.
 *
 * <p>A connection is taken for the first statement. If it breaks while {@code commit} is under way,
 * that fails, and nobody can tell whether the server has committed.
 */
public final class Transactions {
  private static final Range RETRIES = new Range(0, 100);
  private static final long FIRST_WAIT_MILLIS = 10;
  private static final long LONGEST_WAIT_MILLIS = 1_000;

  /** Serialization failure and deadlock: PostgreSQL manual, 13.5. */
  private static final Set<String> WORTH_A_RETRY = Set.of("40001", "40P01");

  private final DSLContext db;
  private final Optional<Isolation> isolation;
  private final boolean readOnly;
  private final boolean deferrable;
  private final int retries;

  private Transactions(
      DSLContext db,
      Optional<Isolation> isolation,
      boolean readOnly,
      boolean deferrable,
      int retries) {
    this.db = db;
    this.isolation = isolation;
    this.readOnly = readOnly;
    this.deferrable = deferrable;
    this.retries = retries;
  }

  /**
   * Transactions without settings: the server's defaults, no retry.
   *
   * @param db the application's, one over a {@link javax.sql.DataSource}, or the one that a
   *     function of {@link #run} was given
   * @return to be set further, and run as often as needed
   * @throws IllegalArgumentException for a context over a single connection, in jOOQ's own
   *     transaction, or with transactions of somebody else's
   */
  public static Transactions of(DSLContext db) {
    return new Transactions(lean(db), Optional.empty(), false, false, 0);
  }

  /**
   * What the transaction sees of others: {@code set transaction isolation level …}.
   *
   * @param level PostgreSQL treats {@code READ_UNCOMMITTED} as {@code READ_COMMITTED}
   * @return with this setting
   */
  public Transactions isolation(Isolation level) {
    return new Transactions(db, Optional.of(level), readOnly, deferrable, retries);
  }

  /**
   * Refuses every write with SQLSTATE 25006: {@code set transaction read only}.
   *
   * @return with this setting
   */
  public Transactions readOnly() {
    return new Transactions(db, isolation, true, deferrable, retries);
  }

  /**
   * Waits at the beginning for a snapshot that no other transaction can spoil, then runs without a
   * serialization failure: {@code set transaction … deferrable}. For long reports and backups.
   *
   * @return with this setting; means something only with {@link #readOnly} and {@code
   *     SERIALIZABLE}, and is refused by {@link #run} without them
   */
  public Transactions deferrable() {
    return new Transactions(db, isolation, readOnly, true, retries);
  }

  /**
   * Runs the function again, in a new transaction, after a serialization failure (SQLSTATE 40001)
   * or a deadlock (40P01), also one that shows at {@code commit}.
   *
   * <p><b>The function may run several times</b>, so it must not do anything that the database does
   * not undo: no mail, no HTTP, nothing added to a list outside. A mail is for {@link
   * dev.trestle.After}.
   *
   * <p>Before retry <i>n</i> it waits for a random time between 0 and 10 ms ·
   * 2<sup><i>n</i>-1</sup>, at most 1 s: "full jitter", the least work of those compared in Marc
   * Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015. The last failure is
   * thrown, with the earlier ones suppressed in it. An interrupt ends the waiting: the failure is
   * thrown, the thread's flag stays set.
   *
   * <p>In another transaction this does nothing: the server has to undo the whole, so the failure
   * goes up, to the outermost one's retries.
   *
   * @param atMost times after the first; 0 to 100, 0 unless set
   * @return with this setting
   */
  public Transactions retries(int atMost) {
    return new Transactions(db, isolation, readOnly, deferrable, RETRIES.check("retries", atMost));
  }

  /**
   * Runs a function in a transaction and commits.
   *
   * @param <T> the type of its result
   * @param function takes the transaction's context, and must use no other for what belongs to it
   * @return what the function returned
   * @throws org.jooq.exception.DataAccessException if the database refuses a statement or the
   *     commit
   * @throws IllegalStateException if {@link #deferrable} lacks what it needs, or if modes are set
   *     for a transaction inside another
   */
  public <T> T run(Function<? super DSLContext, ? extends T> function) {
    Objects.requireNonNull(function, "function");
    TransactionProperty[] properties = properties();
    List<RuntimeException> earlier = new ArrayList<>();
    Runnable forgetAttempt = StatementScope.mark(db.configuration());
    while (true) {
      try {
        return db.transactionResult(tx -> function.apply(tx.dsl()), properties);
      } catch (RuntimeException failure) {
        if (earlier.size() == retries || !isWorthARetry(failure) || !pause(earlier.size())) {
          earlier.stream().filter(e -> e != failure).forEach(failure::addSuppressed);
          throw failure;
        }
        earlier.add(failure);
        forgetAttempt.run();
      }
    }
  }

  /**
   * {@link #run} for a function without a result.
   *
   * @param function takes the transaction's context, and must use no other for what belongs to it
   */
  public void runWithoutResult(Consumer<? super DSLContext> function) {
    Objects.requireNonNull(function, "function");
    run(tx -> {
      function.accept(tx);
      return Optional.empty();
    });
  }

  /**
   * Runs prepared statements in order, all or none of them.
   *
   * <pre>{@code
   * List<Integer> counts = Transactions.of(db)
   *     .execute(List.of(WITHDRAW.with(from, amount), DEPOSIT.with(to, amount), LOG.with(from, to)));
   *
   * Transactions.of(db).execute(people.stream().map(p -> RENAME.with(p.id(), p.name())).toList());
   * }</pre>
   *
   * <p>Neighbours made by one {@linkplain Statements statement} travel together, as a JDBC batch: a
   * thousand rows cost a few round trips. Where rows are wanted there is {@link
   * BoundQuery#fetchEach}; where one statement depends on the result of another, {@link #run} a
   * function.
   *
   * @param statements with their arguments
   * @return for each, how many rows it changed, or gave; no statements, no transaction. (With the
   *     driver's {@code reWriteBatchedInserts} it does not know those of a batch: -2.)
   * @throws org.jooq.exception.DataAccessException if the database refuses one, or the commit
   */
  public List<Integer> execute(List<? extends BoundQuery<?>> statements) {
    List<? extends Batch.Entry<?>> entries = statements.stream().map(BoundQuery::entry).toList();
    return entries.isEmpty() ? List.of() : run(tx -> Batch.execute(tx, entries));
  }

  private TransactionProperty[] properties() {
    if (deferrable) {
      if (!readOnly || isolation.filter(level -> level == SERIALIZABLE).isEmpty()) {
        throw new IllegalStateException(
            "deferrable() means nothing to PostgreSQL here; add .readOnly() and"
                + " .isolation(SERIALIZABLE), or leave it out");
      }
      return new TransactionProperty[] {LeanTransactions.Report.DEFERRABLE};
    }
    List<TransactionProperty> properties = new ArrayList<>();
    isolation.ifPresent(properties::add);
    if (readOnly) {
      properties.add(Readonly.READONLY);
    }
    return properties.toArray(TransactionProperty[]::new);
  }

  /** Not inside another: the retry would meet the transaction that the server has given up. */
  private boolean isWorthARetry(Throwable failure) {
    return !LeanTransactions.isOpenIn(db.configuration()) && isTransient(failure);
  }

  private static boolean isTransient(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException sql
          && sql.getSQLState() != null
          && WORTH_A_RETRY.contains(sql.getSQLState())) {
        return true;
      }
    }
    return false;
  }

  /** False if the thread is asked to end. */
  private static boolean pause(int failures) {
    long longest = Math.min(LONGEST_WAIT_MILLIS, FIRST_WAIT_MILLIS << Math.min(failures, 10));
    try {
      Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Puts our transactions in the place of jOOQ's where that certainly changes no open one. */
  private static DSLContext lean(DSLContext db) {
    Configuration configuration = db.configuration();
    TransactionProvider provider = configuration.transactionProvider();
    if (provider instanceof LeanTransactions) {
      return db;
    }
    if (provider instanceof DefaultTransactionProvider
        && configuration.connectionProvider() instanceof DataSourceConnectionProvider) {
      return SharedConfiguration.of(configuration.derive(new LeanTransactions())).dsl();
    }
    throw new IllegalArgumentException(
        "This DSLContext begins transactions by "
            + provider.getClass().getName()
            + " over "
            + configuration.connectionProvider().getClass().getName()
            + ", which cannot be told from one that is in a transaction already; pass the"
            + " application's, one over a DataSource, or begin the outer one with"
            + " Transactions.of(db).run(tx -> …)");
  }
}
