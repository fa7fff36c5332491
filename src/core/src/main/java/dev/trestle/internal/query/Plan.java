package dev.trestle.internal.query;

import dev.trestle.internal.share.Sharing;
import dev.trestle.query.Mapping;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jooq.Configuration;
import org.jooq.DataType;
import org.jooq.Field;
import org.jooq.Query;
import org.jooq.Record;
import org.jooq.ResultQuery;
import org.jooq.RowCountQuery;
import org.jooq.SQLDialect;
import org.jooq.conf.Settings;
import org.jooq.impl.DSL;

/**
 * A prepared statement: how to write it with jOOQ, what its rows become, and the ways it was
 * rendered so far. Immutable but for that cache; safe for all threads.
 *
 * @param <T> what each row becomes
 */
public final class Plan<T> {
  /** More ways than a program has dialects, settings and optional conditions: something leaks. */
  private static final int MAX_VARIANTS = 256;

  private final List<DataType<?>> types;
  private final Function<Arguments, ? extends Query> query;
  private final Optional<Mapping<?, T>> mapping;
  private final AtomicReference<List<Variant>> variants;
  private final AtomicReference<List<JsonVariant>> jsonVariants = new AtomicReference<>(List.of());
  private final AtomicReference<List<SharedVariant>> sharedVariants =
      new AtomicReference<>(List.of());
  private final Listing listing;
  private final boolean shared;
  private final boolean generic;

  private Plan(
      List<DataType<?>> types,
      Function<Arguments, ? extends Query> query,
      Optional<Mapping<?, T>> mapping,
      AtomicReference<List<Variant>> variants,
      Listing listing,
      boolean shared,
      boolean generic) {
    this.types = types;
    this.query = query;
    this.mapping = mapping;
    this.variants = variants;
    this.listing = listing;
    this.shared = shared;
    this.generic = generic;
  }

  /**
   * A rendering and what it holds for.
   *
   * @param optional a bit for each argument that a condition is left out without
   * @param absent those of them without a value
   */
  private record Variant(
      SQLDialect dialect, Settings settings, long optional, long absent, Rendered statement) {}

  /** How the rows of a rendering are written by somebody. */
  private record JsonVariant(
      Rendered statement, Mapping<?, ?> mapping, JsonShapes by, Optional<JsonShape> shape) {}

  /** Where the calls of a rendering meet over somebody's pool. */
  private record SharedVariant(Rendered statement, Sharing by, SharedLookup lookup) {}

  /** jOOQ's type for a class; one it does not know is refused there. */
  public static <A> DataType<A> type(Class<A> type) {
    return DSL.val((Object) null, type).getDataType();
  }

  /** A statement with rows. */
  public static <R extends Record> Plan<R> rows(
      List<DataType<?>> types, Function<Arguments, ? extends ResultQuery<R>> query) {
    return new Plan<R>(
            types,
            query,
            Optional.empty(),
            new AtomicReference<>(List.of()),
            new Listing(types, query),
            false,
            false)
        .checked();
  }

  /** A statement without. */
  public static Plan<Void> statement(
      List<DataType<?>> types, Function<Arguments, ? extends RowCountQuery> query) {
    return new Plan<Void>(
            types,
            query,
            Optional.empty(),
            new AtomicReference<>(List.of()),
            new Listing(types, query),
            false,
            false)
        .checked();
  }

  /** The same statement with its rows made into something else. */
  public <U> Plan<U> as(Mapping<?, U> change) {
    return new Plan<>(types, query, Optional.of(change), variants, listing, shared, generic);
  }

  /**
   * The same statement, whose calls may travel together.
   *
   * @throws IllegalArgumentException if they cannot
   */
  public Plan<T> shared() {
    SharedForm.check(types, written());
    checkPlannedOnce(generic);
    return new Plan<>(types, query, mapping, variants, listing, true, false);
  }

  /**
   * The same query, planned once for all arguments.
   *
   * @throws IllegalArgumentException if it is shared
   */
  public Plan<T> generic() {
    checkPlannedOnce(shared);
    // Renderings of its own: what is sent is another text.
    return new Plan<>(
        types, query, mapping, new AtomicReference<>(List.of()), listing, false, true);
  }

  private static void checkPlannedOnce(boolean both) {
    if (both) {
      throw new IllegalArgumentException(
          "A shared lookup is planned once for all arguments already; leave out genericPlan()");
    }
  }

  /** Writes the query once, so that what cannot be prepared is refused where it is written. */
  private Plan<T> checked() {
    for (int i = 0; i < types.size(); i++) {
      ColumnTypes.check(types.get(i), "Argument " + (i + 1));
    }
    Query written = written();
    List<Field<?>> columns = Columns.of(written);
    if (columns.isEmpty() && written instanceof ResultQuery<?>) {
      throw new IllegalArgumentException(
          "The query does not say what its columns are; end it with .coerce(column, …): "
              + written);
    }
    for (Field<?> field : columns) {
      ColumnTypes.check(field.getDataType(), "Column " + field.getName());
    }
    return this;
  }

  /** The query as jOOQ has it, with all of its conditions. */
  Query written() {
    return query.apply(Arguments.of(types, 0));
  }

  Optional<Mapping<?, T>> mapping() {
    return mapping;
  }

  /** Reads its list in parts. */
  Listing listing() {
    return listing;
  }

  /** The statement for a configuration and for which arguments have values. */
  Rendered rendered(Configuration configuration, Object[] arguments) {
    SQLDialect dialect = configuration.dialect();
    Settings settings = configuration.settings();
    long absent = absent(arguments);
    // Visit listeners may render differently every time.
    boolean cached = configuration.visitListenerProviders().length == 0;
    if (cached) {
      for (Variant variant : variants.get()) {
        if (variant.absent == (absent & variant.optional)
            && variant.dialect == dialect
            && (variant.settings == settings || variant.settings.equals(settings))) {
          return variant.statement;
        }
      }
    }
    return render(configuration, absent, cached);
  }

  /** How the rows of a rendering are written as JSON; empty if what they become has to be made. */
  Optional<JsonShape> json(Rendered statement, JsonShapes by) {
    return json(
        statement,
        mapping.orElseThrow(() ->
            new IllegalArgumentException(
                "The rows of this query are not made into anything, so nothing names their"
                    + " columns in JSON; end its preparation with .as(mapping(User::new))")),
        by);
  }

  /** The same, for rows that become something else. */
  Optional<JsonShape> json(Rendered statement, Mapping<?, ?> change, JsonShapes by) {
    for (JsonVariant variant : jsonVariants.get()) {
      if (variant.statement == statement && variant.mapping == change && variant.by == by) {
        return variant.shape;
      }
    }
    Optional<JsonShape> shape = by.of(statement.shape(), change);
    JsonVariant variant = new JsonVariant(statement, change, by, shape);
    jsonVariants.updateAndGet(known -> with(known, variant));
    return shape;
  }

  /** Where calls of a rendering meet others; empty if each is on its own. */
  Optional<SharedLookup> shared(
      Configuration configuration, Rendered statement, Object[] arguments) {
    Optional<Sharing> by = shared ? Sharing.of(configuration) : Optional.empty();
    return by.map(sharing -> lookup(configuration, statement, arguments, sharing));
  }

  private SharedLookup lookup(
      Configuration configuration, Rendered statement, Object[] arguments, Sharing by) {
    for (SharedVariant variant : sharedVariants.get()) {
      if (variant.statement == statement && variant.by == by) {
        return variant.lookup;
      }
    }
    // What is left out of this rendering are conditions, and they are left out again.
    Query again = query.apply(Arguments.of(types, absent(arguments)));
    SharedForm form = SharedForm.of(types, statement, Renderer.pieces(configuration, again));
    SharedVariant variant = new SharedVariant(statement, by, new SharedLookup(form, by));
    sharedVariants.updateAndGet(known -> with(known, variant));
    return variant.lookup;
  }

  private static long absent(Object[] arguments) {
    long absent = 0;
    for (int i = 0; i < arguments.length; i++) {
      if (arguments[i] == null) {
        absent |= 1L << i;
      }
    }
    return absent;
  }

  private Rendered render(Configuration configuration, long absent, boolean cached) {
    // All conditions are there the first time: only then is it known which of them are optional.
    Renderer.Result all = Renderer.render(configuration, written());
    long optional = bits(all.optional());
    long missing = absent & optional;
    Rendered written =
        missing == 0
            ? all.statement()
            : Renderer.render(configuration, query.apply(Arguments.of(types, missing))).statement();
    Rendered statement = generic ? written.withGenericPlan() : written;
    if (cached) {
      Variant variant =
          new Variant(
              configuration.dialect(), configuration.settings(), optional, missing, statement);
      variants.updateAndGet(known -> with(known, variant));
    }
    return statement;
  }

  private static <V> List<V> with(List<V> known, V variant) {
    if (known.size() == MAX_VARIANTS) {
      return List.of(variant);
    }
    List<V> more = new ArrayList<>(known);
    more.add(variant);
    return List.copyOf(more);
  }

  private static long bits(BitSet set) {
    long[] words = set.toLongArray();
    return words.length == 0 ? 0 : words[0];
  }
}
