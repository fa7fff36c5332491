package dev.trestle.console.internal.data;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A statement that is put together. What people name is quoted, what they write is bound: as a text
 * of no type, which PostgreSQL takes for one of the type that fits there, as it does with a
 * literal.
 */
final class Sql {
  private final StringBuilder text = new StringBuilder();
  private final List<Optional<String>> values = new ArrayList<>();

  /** Adds words of our own. */
  Sql add(String words) {
    text.append(words);
    return this;
  }

  /** Adds a name. */
  Sql name(String name) {
    text.append('"').append(name.replace("\"", "\"\"")).append('"');
    return this;
  }

  /** Adds a table. */
  Sql table(TableName table) {
    return name(table.schema()).add(".").name(table.name());
  }

  /** Adds a value. */
  Sql value(Optional<String> value) {
    values.add(value);
    text.append('?');
    return this;
  }

  /** Adds a value that is not null. */
  Sql value(String value) {
    return value(Optional.of(value));
  }

  /** Adds something for each of several, with words in between. */
  <T> Sql each(Iterable<T> several, String between, Consumer<T> one) {
    for (Iterator<T> i = several.iterator(); i.hasNext(); ) {
      one.accept(i.next());
      if (i.hasNext()) {
        text.append(between);
      }
    }
    return this;
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(text.toString());
    for (int i = 0; i < values.size(); i++) {
      if (values.get(i).isPresent()) {
        statement.setObject(i + 1, values.get(i).get(), Types.OTHER);
      } else {
        statement.setNull(i + 1, Types.OTHER);
      }
    }
    return statement;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
