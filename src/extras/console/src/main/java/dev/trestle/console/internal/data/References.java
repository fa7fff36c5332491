package dev.trestle.console.internal.data;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Foreign keys as links. */
final class References {
  private References() {}

  /**
   * Where a value leads to.
   *
   * @param column of it; of a key of several columns the first one has the link
   * @param values of the same row; empty for null, and for what was cut
   */
  static Optional<String> from(
      Relation relation, Column column, Function<String, Optional<String>> values) {
    return relation.references().stream()
        .filter(it -> it.columns().getFirst().equals(column.name()))
        .map(it -> url(it, values))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** The rows of the other table that one row is tied to; none if it is tied to none. */
  static Optional<String> url(Reference reference, Function<String, Optional<String>> values) {
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < reference.columns().size(); i++) {
      Optional<String> value = values.apply(reference.columns().get(i));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      filters.add(new Filter(reference.otherColumns().get(i), Operator.IS, value.get()));
    }
    Shown shown = Shown.all(reference.other());
    for (Filter filter : filters) {
      shown = shown.where(filter);
    }
    return Optional.of(shown.url());
  }
}
