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
import java.util.concurrent.locks.ReentrantLock;
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
        where attrelid = wanted.relation and attname = wanted.name and attnum > 0
          and not attisdropped
      )
      order by wanted.number
      """;

  private final ConnectionProvider connections;
  private final List<Column> columns;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile boolean fits;

  // Guarded by asking.
  private Optional<String> objection = Optional.empty();
  private long asked;
  private boolean told;

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
    this.asked = System.nanoTime() - PAUSE;
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
    asking.lock();
    try {
      if (!fits && System.nanoTime() - asked >= PAUSE) {
        objection = ask();
        asked = System.nanoTime();
      }
      return objection;
    } finally {
      asking.unlock();
    }
  }

  private Optional<String> ask() {
    try {
      Optional<String> missing = missing();
      missing.filter(sentence -> !told).ifPresent(LOG::warn);
      if (missing.isEmpty() && told) {
        LOG.info("The database has all columns that this was built for now");
      }
      told |= missing.isPresent();
      fits = missing.isEmpty();
      return missing;
    } catch (SQLException | DataAccessException e) {
      LOG.debug("The schema could not be looked at", e);
      return Optional.of("The database could not be asked whether its schema is new enough");
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
