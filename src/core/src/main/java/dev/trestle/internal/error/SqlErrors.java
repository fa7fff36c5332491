package dev.trestle.internal.error;

import dev.trestle.HttpError;
import dev.trestle.internal.admission.PoolOverload;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jooq.Field;
import org.jooq.ForeignKey;
import org.jooq.Index;
import org.jooq.Named;
import org.jooq.Schema;
import org.jooq.SortField;
import org.jooq.Table;
import org.jooq.UniqueKey;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * What PostgreSQL refuses, as an answer: each SQLSTATE a fitting status, fields named from the
 * generated keys, nothing of the statement, the schema's other names or the stored data in it.
 *
 * <p>SQLSTATEs: PostgreSQL manual, appendix A.
 */
public final class SqlErrors {
  private final List<Table<?>> tables;

  /**
   * @param schemas the generated ones, to name fields from; without them messages are general
   */
  public SqlErrors(List<Schema> schemas) {
    this.tables =
        schemas.stream().<Table<?>>flatMap(schema -> schema.getTables().stream()).toList();
  }

  /**
   * The answer to a failure.
   *
   * @param failure of the database
   * @return empty if it is the application's fault (bad SQL, missing rights): an internal error
   */
  public Optional<HttpError> explain(SQLException failure) {
    if (failure instanceof PoolOverload overload) {
      return Optional.of(
          HttpError.of(503, "Too many requests wait for the database; try again")
              .withHeader("Retry-After", Integer.toString(overload.retryAfter())));
    }
    if (failure instanceof SQLTransientConnectionException) {
      // The pool had no connection to give in time; it knows no SQLSTATE for that.
      return Optional.of(unavailable());
    }
    String state = failure.getSQLState() == null ? "" : failure.getSQLState();
    return Optional.ofNullable(
        switch (state) {
          case "23505" -> duplicate(failure);
          case "23503" -> reference(failure);
          case "23502" -> missing(failure);
          case "23514" -> HttpError.of(422, "A value is not allowed");
          case "23P01" -> HttpError.conflict("Conflicts with what is there");
          case "22001" -> HttpError.badRequest("A text is too long");
          case "22003" -> HttpError.badRequest("A number is out of range");
          case "22007", "22008" -> HttpError.badRequest("A date or time is not valid");
          case "22P02", "22P03", "22021", "22P05" ->
              HttpError.badRequest("A value cannot be stored as its column's type");
          case "40001", "40P01", "55P03" -> retry("The data changed at the same time; try again");
          case "25006" -> retry("The database takes no changes at the moment; try again");
          case "57014" -> retry("The database took too long; try again");
          default -> isUnavailable(state) ? unavailable() : null;
        });
  }

  /** The connection is gone, or the server refuses new ones. */
  private static boolean isUnavailable(String state) {
    return state.startsWith("08") || state.startsWith("53") || state.startsWith("57P");
  }

  private static HttpError unavailable() {
    return retry("The database is not available; try again");
  }

  private static HttpError retry(String message) {
    return HttpError.of(503, message).withHeader("Retry-After", "1");
  }

  private HttpError duplicate(SQLException failure) {
    List<String> fields = constraint(failure).flatMap(this::uniqueFields).orElse(List.of());
    if (fields.isEmpty()) {
      return HttpError.conflict("Already exists");
    }
    return HttpError.conflict(
        sentence(String.join(" and ", fields))
            + (fields.size() == 1 ? " already exists" : " already exist"));
  }

  private HttpError reference(SQLException failure) {
    Optional<ForeignKey<?, ?>> key = constraint(failure).flatMap(this::foreignKey);
    if (isStillReferenced(failure, key)) {
      return HttpError.conflict("Other data still refers to this");
    }
    List<String> fields =
        key.map(k -> k.getFields().stream().map(Field::getName).toList()).orElse(List.of());
    if (fields.isEmpty()) {
      return HttpError.of(422, "Refers to something that does not exist");
    }
    String names = fields.stream().map(SqlErrors::words).collect(Collectors.joining(" and "));
    HttpError error = HttpError.of(422, sentence(names) + " does not exist");
    for (String field : fields) {
      error = error.withField(camelCase(field), "does not exist");
    }
    return error;
  }

  /**
   * The server reports one SQLSTATE, table and constraint from both ends of a key. Only from the
   * referenced end does its message name that table, in any language.
   */
  private static boolean isStillReferenced(SQLException failure, Optional<ForeignKey<?, ?>> key) {
    String message = server(failure).map(ServerErrorMessage::getMessage).orElse("");
    return message.contains("update or delete on table")
        || key.filter(k -> !k.getKey().getTable().getName().equals(k.getTable().getName()))
            .map(k -> Pattern.quote(k.getKey().getTable().getName()))
            .filter(
                table -> Pattern.compile("(?<!\\w)" + table + "(?!\\w)").matcher(message).find())
            .isPresent();
  }

  private static HttpError missing(SQLException failure) {
    String column = server(failure).map(ServerErrorMessage::getColumn).orElse("");
    return column.isEmpty()
        ? HttpError.of(422, "A required value is missing")
        : HttpError.of(422, sentence(words(column)) + " is required")
            .withField(camelCase(column), "is required");
  }

  private Optional<List<String>> uniqueFields(String constraint) {
    for (Table<?> table : tables) {
      for (UniqueKey<?> key : table.getKeys()) {
        if (key.getName().equals(constraint)) {
          return Optional.of(key.getFields().stream().map(SqlErrors::words).toList());
        }
      }
      for (Index index : table.getIndexes()) {
        if (index.getName().equals(constraint)) {
          return columns(table, index);
        }
      }
    }
    return Optional.empty();
  }

  /** Nothing for an index over an expression: its text means nothing to a client. */
  private static Optional<List<String>> columns(Table<?> table, Index index) {
    List<Field<?>> fields = index.getFields().stream().<Field<?>>map(SortField::$field).toList();
    return fields.stream().allMatch(field -> table.field(field.getName()) != null)
        ? Optional.of(fields.stream().map(SqlErrors::words).toList())
        : Optional.empty();
  }

  private Optional<ForeignKey<?, ?>> foreignKey(String constraint) {
    return tables.stream()
        .<ForeignKey<?, ?>>flatMap(table -> table.getReferences().stream())
        .filter(key -> key.getName().equals(constraint))
        .findFirst();
  }

  private static Optional<ServerErrorMessage> server(SQLException failure) {
    return failure instanceof PSQLException postgres
        ? Optional.ofNullable(postgres.getServerErrorMessage())
        : Optional.empty();
  }

  private static Optional<String> constraint(SQLException failure) {
    return server(failure).map(ServerErrorMessage::getConstraint);
  }

  private static String words(Named named) {
    return words(named.getName());
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }

  private static String sentence(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static String camelCase(String name) {
    String[] parts = name.split("_");
    StringBuilder out = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      out.append(parts[i].isEmpty() ? "" : sentence(parts[i]));
    }
    return out.toString();
  }
}
