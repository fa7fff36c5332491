package dev.trestle;

import dev.trestle.internal.setting.Range;
import dev.trestle.spi.Caching;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jooq.DSLContext;

/**
 * Loads data that is worth keeping; declared once as a constant, read through a {@link DataCache}:
 *
 * <pre>{@code
 * private static final CachedFunction<UUID, Stats> STATS =
 *     CachedFunction.of(Route::count).seconds(60).tags("posts");
 *
 * private static Stats count(UUID author, DSLContext db) {
 *   return new Stats(db.fetchCount(table("posts"), field("author_id").eq(author)));
 * }
 * }</pre>
 *
 * <p>A value is told apart by the constant and the argument. Since a constant knows of no request,
 * no value can hold what belongs to one client but by its argument. It is given to all that ask, so
 * it must be immutable: a record, or a list that nobody changes.
 *
 * <p>A load cannot read another {@code CachedFunction}'s data, so loads never wait for each other;
 * it may call that one's {@link #loader}. Immutable and safe for all threads.
 *
 * @param <A> the argument; {@code Void} for none
 * @param <T> the value
 */
public final class CachedFunction<A, T> {
  private static final int UNSET = -1;
  private static final int YEAR = 31_536_000;

  private final Loader<A, T> loader;
  private final String place;
  private final int seconds;
  private final int staleSeconds;
  private final Caching caching;
  private final Optional<Duration> timeout;

  private CachedFunction(
      Loader<A, T> loader,
      String place,
      int seconds,
      int staleSeconds,
      List<String> tags,
      Optional<Duration> timeout) {
    this.loader = Objects.requireNonNull(loader, "loader");
    this.place = place;
    this.seconds = seconds;
    this.staleSeconds = staleSeconds;
    this.caching = Caching.of(seconds, staleSeconds, tags.toArray(String[]::new));
    this.timeout = timeout;
  }

  /**
   * How a value is made.
   *
   * @param <A> the argument
   * @param <T> the value
   */
  @FunctionalInterface
  public interface Loader<A, T> {
    /**
     * Loads it.
     *
     * @param argument never null, except where it is {@code Void}
     * @param db over a connection of its own
     * @return never null
     */
    T load(A argument, DSLContext db);
  }

  /**
   * A function of one argument, whose values are fresh until they are invalidated.
   *
   * @param <A> the argument
   * @param <T> the value
   * @param loader called without a request, so it must not use any
   * @return to be kept in a static field
   */
  public static <A, T> CachedFunction<A, T> of(Loader<A, T> loader) {
    return new CachedFunction<>(loader, caller(), UNSET, UNSET, List.of(), Optional.empty());
  }

  /**
   * The same without an argument.
   *
   * @param <T> the value
   * @param loader called without a request, so it must not use any
   * @return to be kept in a static field
   */
  public static <T> CachedFunction<Void, T> of(Function<DSLContext, T> loader) {
    Objects.requireNonNull(loader, "loader");
    Loader<Void, T> ignoring = (none, db) -> loader.apply(db);
    return new CachedFunction<>(ignoring, caller(), UNSET, UNSET, List.of(), Optional.empty());
  }

  /** The class and line that it is declared at. */
  private static String caller() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .filter(frame -> !frame.getClassName().equals(CachedFunction.class.getName()))
                .findFirst()
                .map(frame -> frame.getClassName() + ":" + frame.getLineNumber())
                .orElse("unknown"));
  }

  /**
   * How long a value is fresh.
   *
   * @param seconds 1 to 31,536,000
   * @return a new function, whose values are kept apart from this one's
   */
  public CachedFunction<A, T> seconds(int seconds) {
    new Range(1, YEAR).check("seconds", seconds);
    return new CachedFunction<>(loader, place, seconds, staleSeconds, caching.tags(), timeout);
  }

  /**
   * How long a stale value may still be given while a new one is loaded.
   *
   * @param seconds 0 to 31,536,000; unless set a year, less {@link #seconds}
   * @return a new function, as above
   */
  public CachedFunction<A, T> staleSeconds(int seconds) {
    new Range(0, YEAR).check("staleSeconds", seconds);
    return new CachedFunction<>(loader, place, this.seconds, seconds, caching.tags(), timeout);
  }

  /**
   * What the values are about.
   *
   * @param names for {@link Cache#revalidateTag} and {@link Cache#expireTag}
   * @return a new function, as above
   * @throws IllegalArgumentException if one is blank
   */
  public CachedFunction<A, T> tags(String... names) {
    for (String name : names) {
      if (name.isBlank()) {
        throw new IllegalArgumentException("A tag is a name, like \"posts\"; this one is blank");
      }
    }
    return new CachedFunction<>(loader, place, seconds, staleSeconds, List.of(names), timeout);
  }

  /**
   * How long a load may take. One that takes longer is cancelled, in PostgreSQL too; who waits for
   * it gets 503, and the next call tries again.
   *
   * @param longest more than zero; unless set there is no end, but that of who waits
   * @return a new function, as above
   */
  public CachedFunction<A, T> timeout(Duration longest) {
    Optional<Duration> positive = Optional.of(Bounds.positive("timeout", longest));
    return new CachedFunction<>(loader, place, seconds, staleSeconds, caching.tags(), positive);
  }

  /**
   * How long values are kept.
   *
   * @return as it was set
   */
  public Caching caching() {
    return caching;
  }

  /**
   * How long a load may take.
   *
   * @return empty if it was not set
   */
  public Optional<Duration> timeout() {
    return timeout;
  }

  /**
   * The load itself, without a cache: for a test, or within another one.
   *
   * @return as it was given
   */
  public Loader<A, T> loader() {
    return loader;
  }

  /** Where it is declared: {@code app.api.stats.Route:23}. */
  @Override
  public String toString() {
    return place;
  }
}
