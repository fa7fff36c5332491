package dev.trestle.internal.call;

import dev.trestle.CachedFunction;
import dev.trestle.DataCache;
import dev.trestle.internal.app.Application;
import dev.trestle.internal.cache.DataKey;
import dev.trestle.internal.cache.Fill;
import dev.trestle.internal.cache.Made;
import dev.trestle.internal.cache.Recipe;
import dev.trestle.internal.cache.SharedCache;
import dev.trestle.internal.error.Occasion;
import dev.trestle.internal.work.RequestWork;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/** The data that one call reads. */
final class CachedData implements DataCache {
  private static final String HELD =
      "This thread holds a connection, in a transaction or an open result, and loading the data of"
          + " the CachedFunction at %s takes another: many such requests would wait for each other"
          + " for good; read it before";

  private final Application application;
  private final SharedCache cache;
  private final RequestWork caller;
  private final Occasion occasion;
  private final Optional<Fill<?>> reader;

  /**
   * @param caller what the call has under way
   * @param occasion of the request
   * @param reader what the data is read for, if that is kept too
   */
  CachedData(
      Application application, RequestWork caller, Occasion occasion, Optional<Fill<?>> reader) {
    this.application = application;
    this.cache =
        application
            .cache()
            .orElseThrow(() ->
                new IllegalStateException(
                    "This route needs a cache: give one to TrestleBuilder.cache(…)"));
    this.caller = caller;
    this.occasion = occasion;
    this.reader = reader;
  }

  @Override
  public <A, T> T get(CachedFunction<A, T> function, A argument) {
    return read(function, Optional.of(argument));
  }

  @Override
  public <T> T get(CachedFunction<Void, T> function) {
    return read(function, Optional.empty());
  }

  private <A, T> T read(CachedFunction<A, T> function, Optional<A> argument) {
    cache.loads().refuseWithin(function);
    if (caller.isHeldHere()) {
      throw new IllegalStateException(HELD.formatted(function));
    }
    Recipe<T> recipe = recipe(new DataKey<>(function, argument));
    try {
      return reader.isPresent()
          ? cache.read(reader.get(), recipe)
          : cache.get(recipe).entry().value();
    } catch (RuntimeException e) {
      throw e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while data was loaded", e);
    } catch (Exception e) {
      throw new IllegalStateException(e); // Thrown in spite of what the loader declares.
    }
  }

  private <A, T> Recipe<T> recipe(DataKey<A, T> key) {
    CachedFunction<A, T> function = key.function();
    return new Recipe<>(
        key,
        function.caching(),
        function.timeout(),
        caller.observation(),
        fill -> load(key, fill),
        failure ->
            application
                .failures()
                .unattended("the data of the CachedFunction at " + function, failure, occasion));
  }

  private <A, T> Made<T> load(DataKey<A, T> key, Fill<T> fill) {
    key.check();
    FillDatabase database = new FillDatabase(application, fill.flight(), occasion);
    try {
      T value =
          cache
              .loads()
              .run(() -> key.function().loader().load(key.argument().orElse(null), database.db()));
      Objects.requireNonNull(
          value, () -> "The CachedFunction at " + key.function() + " gave null; give an Optional");
      return new Made<>(value, fill.rule(), weight(key, value), true, Optional.empty());
    } finally {
      database.end();
    }
  }

  /** Objects take about twice what they take as text. */
  private int weight(DataKey<?, ?> key, Object value) {
    try {
      long length = application.json().length(value);
      length += key.argument().isPresent() ? application.json().length(key.argument().get()) : 0;
      return (int) Math.min(Integer.MAX_VALUE, 2 * length);
    } catch (JacksonException e) {
      throw new IllegalStateException(
          "What the CachedFunction at "
              + key.function()
              + " gave cannot be kept, because it cannot be weighed as JSON: give records, or lists of"
              + " them",
          e);
    }
  }
}
