package dev.trestle.console.internal.data;

import dev.trestle.HttpError;
import dev.trestle.console.internal.data.Given.Mode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes of single rows. A row that somebody else has changed meanwhile stays as it is: who was
 * here first has not been seen.
 */
public final class Changes {
  private Changes() {}

  /** A row that is not what the form began with. */
  public static final class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean gone;

    Conflict(String message, boolean gone) {
      super(message);
      this.gone = gone;
    }

    /** Whether the row is not there any more, not even as something else. */
    public boolean isGone() {
      return gone;
    }
  }

  /**
   * Writes what differs from what is stored.
   *
   * @param version that the form began with
   * @return where the row is now
   * @throws Conflict if it is another version, or not there any more
   * @throws HttpError 400 if something says two things at once, or names no column
   */
  public static RowAddress update(
      Connection connection, RowAddress address, String version, List<Given> given)
      throws SQLException {
    Relation relation = writable(connection, address.table());
    StoredRow stored = locked(connection, relation, address, version);
    List<Given> changed = new ArrayList<>();
    for (Given one : given) {
      checkPlain(one);
      Column column = given(relation, one);
      Optional<String> before = stored.value(column);
      if (!stored.isCut(column)
          && (one.mode() == Mode.DEFAULT || !one.value(before).equals(before))) {
        changed.add(one);
      }
    }
    if (changed.isEmpty()) {
      return address;
    }
    Sql sql = new Sql().add("update ").table(relation.name()).add(" set ");
    sql.each(
        changed,
        ", ",
        one -> {
          sql.name(one.column()).add(" = ");
          write(sql, one, stored.value(given(relation, one)));
        });
    address.write(sql, relation);
    return run(connection, sql, relation).orElseThrow(Changes::gone);
  }

  /**
   * Adds a row.
   *
   * @return where it is; empty for a table without a key, or one whose trigger took it
   * @throws HttpError as {@link #update}
   */
  public static Optional<RowAddress> insert(
      Connection connection, TableName table, List<Given> given) throws SQLException {
    Relation relation = writable(connection, table);
    List<Given> written = new ArrayList<>();
    for (Given one : given) {
      checkPlain(one);
      given(relation, one);
      if (one.mode() != Mode.DEFAULT) {
        written.add(one);
      }
    }
    Sql sql = new Sql().add("insert into ").table(table);
    if (written.isEmpty()) {
      sql.add(" default values");
    } else {
      sql.add(" (").each(written, ", ", it -> sql.name(it.column())).add(") values (");
      sql.each(written, ", ", it -> write(sql, it, Optional.empty())).add(")");
    }
    return run(connection, sql, relation);
  }

  /**
   * Removes a row.
   *
   * @param version that was looked at
   * @throws Conflict as {@link #update}
   */
  public static void delete(Connection connection, RowAddress address, String version)
      throws SQLException {
    Relation relation = writable(connection, address.table());
    locked(connection, relation, address, version);
    Sql sql = new Sql().add("delete from ").table(relation.name());
    address.write(sql, relation);
    run(connection, sql, relation).orElseThrow(Changes::gone);
  }

  private static Relation writable(Connection connection, TableName name) throws SQLException {
    Relation relation = Listing.relation(connection, name);
    if (!relation.writable()) {
      throw HttpError.badRequest("A " + relation.kind() + " is only shown here.");
    }
    return relation;
  }

  private static StoredRow locked(
      Connection connection, Relation relation, RowAddress address, String version)
      throws SQLException {
    StoredRow stored =
        StoredRow.read(connection, relation, address, true).orElseThrow(Changes::gone);
    if (!stored.version().equals(version)) {
      throw new Conflict(
          "Somebody has changed this row since: nothing of yours is stored. What is there now"
              + " stands below what differs; save again to overwrite it.",
          false);
    }
    return stored;
  }

  private static Conflict gone() {
    return new Conflict(
        "The row is not there any more: somebody has removed it, or its key. Add it again if it is"
            + " to be there.",
        true);
  }

  private static void checkPlain(Given one) {
    if (one.isContradiction()) {
      throw HttpError.badRequest(
          one.column()
              + " has a value and is "
              + one.mode().code()
              + " too; choose 'value', or empty it.");
    }
  }

  private static Column given(Relation relation, Given one) {
    return relation.givenColumns().stream()
        .filter(it -> it.name().equals(one.column()))
        .findFirst()
        .orElseThrow(() ->
            HttpError.badRequest(
                relation.name() + " has no column '" + one.column() + "' to be written."));
  }

  private static void write(Sql sql, Given one, Optional<String> stored) {
    if (one.mode() == Mode.DEFAULT) {
      sql.add("default");
    } else {
      sql.value(one.value(stored));
    }
  }

  /** Gives the key of the row that was changed. */
  private static Optional<RowAddress> run(Connection connection, Sql sql, Relation relation)
      throws SQLException {
    if (relation.hasKey()) {
      sql.add(" returning ").each(relation.key(), ", ", it -> sql.name(it).add("::text"));
    }
    try (PreparedStatement statement = sql.prepare(connection)) {
      statement.execute();
      try (ResultSet rows = statement.getResultSet()) {
        if (rows == null || !rows.next()) {
          return Optional.empty();
        }
        List<String> key = new ArrayList<>();
        for (int i = 1; i <= relation.key().size(); i++) {
          key.add(rows.getString(i));
        }
        return Optional.of(RowAddress.of(relation.name(), key));
      }
    }
  }
}
