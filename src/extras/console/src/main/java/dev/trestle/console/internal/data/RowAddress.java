package dev.trestle.console.internal.data;

import dev.trestle.Request;
import java.util.List;

/**
 * A row, by its key.
 *
 * @param table it is in
 * @param key values of the key's columns, in their order, as PostgreSQL writes them
 */
public record RowAddress(TableName table, List<String> key) {
  private static final String PATH = "/_console/tables/row";

  /** Copies the list. */
  public RowAddress {
    key = List.copyOf(key);
  }

  static RowAddress of(TableName table, List<String> key) {
    return new RowAddress(table, key);
  }

  /** The row that a request names. */
  public static RowAddress of(Request request) {
    return new RowAddress(Shown.table(request), request.queryAll("key"));
  }

  /** The address of its page. */
  public String url() {
    return with(Url.of(PATH, table)).toString();
  }

  /** The address of its page, with what has been done. */
  public String url(String done) {
    return with(Url.of(PATH, table)).with("done", done).toString();
  }

  private Url with(Url url) {
    key.forEach(it -> url.with("key", it));
    return url;
  }

  void write(Sql sql, Relation relation) {
    for (int i = 0; i < key.size(); i++) {
      sql.add(i == 0 ? " where " : " and ")
          .name(relation.key().get(i))
          .add(" = ")
          .value(key.get(i));
    }
  }
}
