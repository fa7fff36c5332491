package dev.trestle.console.internal.data;

import dev.trestle.HttpError;
import dev.trestle.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a table somebody looks at; it is all in the address, so that it can be kept and sent.
 *
 * @param table it is
 * @param filters that all hold
 * @param sort the column that comes first in the order
 * @param descending whether the order is turned round
 * @param at the row that was seen last, by what it is ordered by; none at the beginning
 * @param backwards whether what comes before that row is wanted
 * @param offset how many rows to leave out, where there is no key to go on from
 */
public record Shown(
    TableName table,
    List<Filter> filters,
    Optional<String> sort,
    boolean descending,
    List<Optional<String>> at,
    boolean backwards,
    int offset) {
  private static final String PATH = "/_console/tables/rows";

  /** Copies the lists. */
  public Shown {
    filters = List.copyOf(filters);
    at = List.copyOf(at);
  }

  /** All rows of a table. */
  public static Shown all(TableName table) {
    return new Shown(table, List.of(), Optional.empty(), false, List.of(), false, 0);
  }

  /**
   * What a request asks for.
   *
   * @throws HttpError 400 if it names no table
   */
  public static Shown of(Request request) {
    List<String> columns = request.queryAll("column");
    List<String> operators = request.queryAll("is");
    List<String> values = request.queryAll("value");
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < columns.size(); i++) {
      if (!columns.get(i).isEmpty()) {
        Operator operator =
            i < operators.size() ? Operator.of(operators.get(i)).orElse(Operator.IS) : Operator.IS;
        filters.add(new Filter(columns.get(i), operator, i < values.size() ? values.get(i) : ""));
      }
    }
    return new Shown(
        table(request),
        filters,
        request.query("sort").filter(it -> !it.isEmpty()),
        request.query("descending").isPresent(),
        request.queryAll("at").stream().map(Shown::decoded).toList(),
        request.query("backwards").isPresent(),
        request
            .query("offset")
            .filter(it -> it.matches("\\d{1,9}"))
            .map(Integer::parseInt)
            .orElse(0));
  }

  /** The table that a request names. */
  public static TableName table(Request request) {
    return new TableName(
        request.query("schema").orElse("public"),
        request.query("table").orElseThrow(() -> HttpError.badRequest("The table is missing.")));
  }

  /** The same with one more condition, from the beginning. */
  public Shown where(Filter filter) {
    List<Filter> more = new ArrayList<>(filters);
    more.add(filter);
    return new Shown(table, more, sort, descending, List.of(), false, 0);
  }

  /** The same without a condition, from the beginning. */
  public Shown without(Filter filter) {
    List<Filter> fewer = new ArrayList<>(filters);
    fewer.remove(filter);
    return new Shown(table, fewer, sort, descending, List.of(), false, 0);
  }

  /** The same in the order of a column, or turned round if that is its order. */
  public Shown by(String column) {
    boolean turned = sort.equals(Optional.of(column)) && !descending;
    return new Shown(table, filters, Optional.of(column), turned, List.of(), false, 0);
  }

  Shown from(List<Optional<String>> row, boolean before) {
    return new Shown(table, filters, sort, descending, row, before, 0);
  }

  Shown from(int rows) {
    return new Shown(table, filters, sort, descending, List.of(), false, rows);
  }

  /** Its address. */
  public String url() {
    Url url = Url.of(PATH, table);
    for (Filter filter : filters) {
      url.with("column", filter.column());
      url.with("is", filter.operator().code());
      url.with("value", filter.value());
    }
    sort.ifPresent(it -> url.with("sort", it));
    if (descending) {
      url.with("descending", "true");
    }
    at.forEach(it -> url.with("at", it.map(text -> "." + text).orElse("")));
    if (backwards) {
      url.with("backwards", "true");
    }
    if (offset > 0) {
      url.with("offset", String.valueOf(offset));
    }
    return url.toString();
  }

  /** A value has a dot before it, so that it is told from null. */
  private static Optional<String> decoded(String at) {
    return at.isEmpty() ? Optional.empty() : Optional.of(at.substring(1));
  }
}
