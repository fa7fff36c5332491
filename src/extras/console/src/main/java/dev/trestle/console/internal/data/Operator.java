package dev.trestle.console.internal.data;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How a column is compared. */
public enum Operator {
  /** The same. */
  IS("is"),
  /** Another, or null. */
  NOT("is not"),
  /** Before. */
  LESS("<"),
  /** Before or the same. */
  MOST("≤"),
  /** Behind. */
  MORE(">"),
  /** Behind or the same. */
  LEAST("≥"),
  /** Somewhere in the text, in any case; an element of an array. */
  CONTAINS("contains"),
  /** At the beginning of the text, in any case. */
  BEGINS("begins with"),
  /** Null. */
  NULL("is null"),
  /** Anything but null. */
  FILLED("is not null");

  private final String words;

  Operator(String words) {
    this.words = words;
  }

  /** As people say it. */
  public String words() {
    return words;
  }

  /** As it is in an address. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<Operator> of(String code) {
    return Stream.of(values()).filter(it -> it.code().equals(code)).findFirst();
  }

  void write(Sql sql, Column column, String value) {
    switch (this) {
      case IS -> comparable(sql, column).add(" = ").value(value);
      case NOT -> comparable(sql, column).add(" is distinct from ").value(value);
      case LESS -> sql.name(column.name()).add(" < ").value(value);
      case MOST -> sql.name(column.name()).add(" <= ").value(value);
      case MORE -> sql.name(column.name()).add(" > ").value(value);
      case LEAST -> sql.name(column.name()).add(" >= ").value(value);
      case CONTAINS -> {
        if (column.isArray()) {
          sql.value(value).add(" = any (").name(column.name()).add(")");
        } else {
          sql.add("strpos(lower(").name(column.name()).add("::text), lower(").value(value);
          sql.add(")) > 0");
        }
      }
      case BEGINS -> {
        sql.add("starts_with(lower(").name(column.name()).add("::text), lower(").value(value);
        sql.add("))");
      }
      case NULL -> sql.name(column.name()).add(" is null");
      case FILLED -> sql.name(column.name()).add(" is not null");
    }
  }

  private static Sql comparable(Sql sql, Column column) {
    return sql.name(column.name()).add(column.isComparable() ? "" : "::text");
  }
}
