package dev.trestle.schema;

import dev.trestle.DatabaseUrl;
import dev.trestle.StartException;
import dev.trestle.internal.db.ConnectionFailures;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a database holds besides rows, owners and privileges, at one moment: schemas, types,
 * routines, tables and all that belongs to them, views, comments. The same on PostgreSQL 14 to 18.
 *
 * <p>Not counted is what an extension owns, what belongs to the system, the tables of the
 * migrations ({@code flyway_…history}, {@code trestle_backfill}), what partitions and children have
 * by their parents, the order of columns, and how columns are stored and sampled. What is not read
 * at all is named by {@link #unread}.
 *
 * <pre>{@code
 * DatabaseSchema schema = DatabaseSchema.read(url);
 * schema.tables().forEach(table -> System.out.println(table.name() + table.columns()));
 * Files.writeString(Path.of("schema.sql"), schema.toSql());
 * }</pre>
 *
 * @param objects everything, in an order in which it can be made; the same for the same schema
 * @param tables those of the objects that are tables, as their columns and keys, in the order of
 *     their names
 * @param unread what is there and of a kind that this does not know, as people say it: {@code
 *     foreign table public.t}
 */
public record DatabaseSchema(List<SchemaObject> objects, List<Table> tables, List<String> unread) {
  private static final Pattern QUOTED = Pattern.compile("\"((?:[^\"]|\"\")*+)\"");
  private static final Set<Kind> WITH_SCHEMA =
      EnumSet.of(
          Kind.TABLE,
          Kind.VIEW,
          Kind.MATERIALIZED_VIEW,
          Kind.ENUM,
          Kind.DOMAIN,
          Kind.COMPOSITE,
          Kind.RANGE,
          Kind.SEQUENCE);

  /**
   * Copies the lists.
   *
   * @param objects as above
   * @param tables as above
   * @param unread as above
   */
  public DatabaseSchema {
    objects = List.copyOf(objects);
    tables = List.copyOf(tables);
    unread = List.copyOf(unread);
  }

  /**
   * Reads a database, in one transaction that changes nothing. The role needs no rights but to
   * connect.
   *
   * @param database reached directly or through a pooler
   * @return what it holds
   * @throws StartException if it does not answer, or somebody drops what is being read, in one
   *     sentence
   */
  public static DatabaseSchema read(DatabaseUrl database) {
    try (Connection connection =
        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
      return read(database, connection);
    } catch (SQLException e) {
      throw new StartException(ConnectionFailures.explain(database, e), e);
    }
  }

  private static DatabaseSchema read(DatabaseUrl database, Connection connection) {
    try {
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      DatabaseSchema schema = new Catalog(connection).read();
      connection.rollback();
      return schema;
    } catch (SQLException e) {
      throw new StartException(
          "Cannot read the schema of "
              + database
              + ": "
              + e.getMessage()
              + "; if somebody is changing it, try again.",
          e);
    }
  }

  /**
   * The schemas in which there is a table, a view, a type or a sequence.
   *
   * @return their names, not quoted, sorted
   */
  public List<String> schemas() {
    return objects.stream()
        .filter(object -> WITH_SCHEMA.contains(object.kind()))
        .map(object -> schemaOf(object.name()))
        .distinct()
        .sorted()
        .toList();
  }

  private static String schemaOf(String qualified) {
    Matcher quoted = QUOTED.matcher(qualified);
    return quoted.lookingAt()
        ? quoted.group(1).replace("\"\"", "\"")
        : qualified.substring(0, qualified.indexOf('.'));
  }

  /**
   * The statements that make the same schema in an empty database, in an order in which they can
   * run: for people to read, for reviews, and as a first migration.
   *
   * @return SQL, ending in a line break; empty if there is nothing. The same text for the same
   *     schema, whichever version of PostgreSQL it was read from
   */
  public String toSql() {
    return new Snapshot(this).sql();
  }
}
