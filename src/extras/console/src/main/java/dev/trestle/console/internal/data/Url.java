package dev.trestle.console.internal.data;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * A link of the console's. Names and values are in the query string, where any text can be: of a
 * path {@code ..} and a slash would mean something to browsers.
 */
public final class Url {
  private final StringBuilder text;
  private char before = '?';

  private Url(String path) {
    this.text = new StringBuilder(path);
  }

  /** A page. */
  public static Url of(String path) {
    return new Url(path);
  }

  /** A page about a table. */
  public static Url of(String path, TableName table) {
    return of(path).with("schema", table.schema()).with("table", table.name());
  }

  /** Adds a parameter. */
  public Url with(String name, String value) {
    text.append(before).append(name).append('=');
    text.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    before = '&';
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
