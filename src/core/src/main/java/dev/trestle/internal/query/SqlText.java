package dev.trestle.internal.query;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.QueryPart;
import org.jooq.SQL;
import org.jooq.impl.CustomQueryPart;
import org.jooq.impl.DSL;

/** SQL with named parameters, taken apart. */
public final class SqlText {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final List<Piece> pieces;

  private SqlText(List<Piece> pieces) {
    this.pieces = pieces;
  }

  /** A part of the text. */
  sealed interface Piece {
    /** As it goes to the driver. */
    record Text(String sql) implements Piece {}

    /** To be replaced by a value. */
    record Parameter(String name) implements Piece {}
  }

  /**
   * Takes SQL apart.
   *
   * @throws IllegalArgumentException if a quote or a comment does not end
   */
  public static SqlText parse(String text) {
    return new SqlText(new SqlScanner(text).pieces());
  }

  /** Refuses what is no parameter's name. */
  public static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "\""
              + name
              + "\" is no parameter's name; write letters, digits and _, not a digit first, and no"
              + " colon");
    }
  }

  /** The parts in order. */
  List<Piece> pieces() {
    return pieces;
  }

  /**
   * The SQL with its values.
   *
   * @throws IllegalArgumentException unless there is one for each parameter, and no other
   */
  public SQL with(Map<String, QueryPart> values) {
    Set<String> unused = new LinkedHashSet<>(values.keySet());
    StringBuilder template = new StringBuilder();
    List<QueryPart> parts = new ArrayList<>();
    for (Piece piece : pieces) {
      template.append('{').append(parts.size()).append('}');
      switch (piece) {
        case Piece.Text text -> parts.add(CustomQueryPart.of(context -> context.sql(text.sql())));
        case Piece.Parameter parameter -> {
          unused.remove(parameter.name());
          parts.add(value(parameter.name(), values));
        }
      }
    }
    if (!unused.isEmpty()) {
      throw new IllegalArgumentException(
          "The SQL has no parameter " + list(unused) + "; leave out its value, or write it there");
    }
    return DSL.sql(template.toString(), parts.toArray(QueryPart[]::new));
  }

  private static QueryPart value(String name, Map<String, QueryPart> values) {
    QueryPart value = values.get(name);
    if (value == null) {
      throw new IllegalArgumentException(
          "The SQL has the parameter :"
              + name
              + ", but no value for it; add named(\""
              + name
              + "\", …), or, if it is a slice of an array, a space: a[1 : "
              + name
              + "]");
    }
    return value;
  }

  private static String list(Set<String> names) {
    return names.stream().map(name -> ":" + name).collect(Collectors.joining(", "));
  }
}
