package dev.trestle.internal.db;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jooq.ConnectionProvider;
import org.jooq.Field;
import org.jooq.Schema;
import org.jooq.Table;
import org.jooq.TableOptions.TableType;
import org.jooq.exception.DataAccessException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a database has every column that generated classes name. It may have more, so a service
 * is ready on a newer schema too. Once it has all, it is not asked again: a later migration keeps
 * what running services use, or no answer of ours would help them. Safe for all threads.
 */
final class SchemaFit {
  private static final Logger LOG = LoggerFactory.getLogger("dev.trestle");
  private static final long PAUSE = Duration.ofSeconds(1).toNanos();
  private static final int TIMEOUT_SECONDS = 2;

  private static final String UNKNOWN =
      "The database could not be asked whether its schema is new enough";

  /** Names are looked for as statements do: along the search path. */
  private static final String QUESTION =
      """
      select wanted.number, wanted.relation is null
      from (
        select number, name, to_regclass(quote_ident(relation)) as relation
        from unnest(?::text[], ?::text[]) with ordinality as given (relation, name, number)
      ) as wanted
      where wanted.relation is null or not exists (
        select from pg_attribute
        where attrelid = wanted.relation and attname = wanted.name
          and not attisdropped
      )
      order by wanted.number
      """;

  private final ConnectionProvider connections;
  private final List<Column> columns;
  private volatile boolean fits;
  private volatile long answered = System.nanoTime() - PAUSE;
  private Future<Optional<String>> question = CompletableFuture.completedFuture(Optional.empty());
  private String told = "";

  /** A column of a table, by their names as PostgreSQL keeps them. */
  private record Column(String table, String name) {}

  /**
   * @param connections to the database
   * @param schemas as they were generated
   */
  SchemaFit(ConnectionProvider connections, List<Schema> schemas) {
    this.connections = connections;
    this.columns =
        schemas.stream()
            .flatMap(schema -> schema.getTables().stream())
            .filter(table -> table.getOptions().type() != TableType.FUNCTION)
            .flatMap(SchemaFit::columns)
            .toList();
    this.fits = columns.isEmpty();
  }

  private static Stream<Column> columns(Table<?> table) {
    return table
        .fieldStream()
        .filter(SchemaFit::isStored)
        .map(field -> new Column(table.getName(), field.getName()));
  }

  /** What jOOQ makes up from others is no column. */
  private static boolean isStored(Field<?> field) {
    return !field.getDataType().computedOnClientVirtual() && !field.getDataType().isEmbeddable();
  }

  /** What is missing, in a sentence; asks the database if a second has gone by since. */
  Optional<String> objection() {
    if (fits) {
      return Optional.empty();
    }
    try {
      return question().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of(UNKNOWN);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /** One for all who ask, on a thread that nobody interrupts: that would close the connection. */
  private synchronized Future<Optional<String>> question() {
    if (question.isDone() && System.nanoTime() - answered >= PAUSE) {
      FutureTask<Optional<String>> next = new FutureTask<>(this::ask);
      Thread.ofVirtual().name("trestle-schema").start(next);
      question = next;
    }
    return question;
  }

  private Optional<String> ask() {
    try {
      Optional<String> missing = missing();
      missing.ifPresent(this::tell);
      fits = missing.isEmpty();
      return missing;
    } catch (SQLException | DataAccessException e) {
      LOG.debug(UNKNOWN, e); // It may be an application that has ended.
      return Optional.of(UNKNOWN);
    } finally {
      answered = System.nanoTime();
    }
  }

  /** Once: whoever asks for readiness gets it each time. */
  private void tell(String sentence) {
    if (!sentence.equals(told)) {
      LOG.warn(sentence);
      told = sentence;
    }
  }

  private Optional<String> missing() throws SQLException {
    Connection connection = connections.acquire();
    try (PreparedStatement statement = connection.prepareStatement(QUESTION)) {
      statement.setQueryTimeout(TIMEOUT_SECONDS);
      statement.setArray(1, texts(connection, columns.stream().map(Column::table).toList()));
      statement.setArray(2, texts(connection, columns.stream().map(Column::name).toList()));
      try (ResultSet rows = statement.executeQuery()) {
        return sentence(rows);
      }
    } finally {
      connections.release(connection);
    }
  }

  private static Array texts(Connection connection, List<String> texts) throws SQLException {
    return connection.createArrayOf("text", texts.toArray());
  }

  private Optional<String> sentence(ResultSet rows) throws SQLException {
    List<String> missing = new ArrayList<>();
    while (rows.next()) {
      Column column = columns.get(rows.getInt(1) - 1);
      String one =
          rows.getBoolean(2)
              ? "table " + column.table()
              : "column " + column.table() + "." + column.name();
      if (!missing.contains(one)) {
        missing.add(one);
      }
    }
    if (missing.isEmpty()) {
      return Optional.empty();
    }
    String more =
        switch (missing.size()) {
          case 1 -> "";
          case 2 -> ", and one more is missing";
          default -> ", and " + (missing.size() - 1) + " more are missing";
        };
    return Optional.of(
        "The database has no "
            + missing.getFirst()
            + more
            + "; apply the migrations that this was built from");
  }
}
