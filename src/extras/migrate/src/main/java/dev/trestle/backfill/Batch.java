package dev.trestle.backfill;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of one backfill over its table, in the transaction of whoever calls. */
final class Batch {
  private static final Pattern ROWS = Pattern.compile(" rows=(\\d+) ");

  private final Connection session;
  private final Definition definition;
  private final Target target;

  /** Some keys in a row. */
  record Range(List<String> last, long rows) {}

  Batch(Connection session, Definition definition, Target target) {
    this.session = session;
    this.definition = definition;
    this.target = target;
  }

  /**
   * Asks PostgreSQL whether it understands what the user wrote, alone and so that nothing is done.
   * A condition that would leave its parentheses is no condition without them.
   */
  void check() throws SQLException {
    session.setReadOnly(true);
    try (Statement statement = session.createStatement()) {
      statement.execute("explain " + update(definition.condition()));
    } catch (SQLException e) {
      throw new BackfillException(
          "PostgreSQL refused \"" + definition + "\": " + Failures.message(e) + "; correct it.", e);
    } finally {
      session.rollback();
      session.setReadOnly(false);
    }
  }

  /** How many rows there are, as the planner estimates them: counting a huge table takes long. */
  long expectedRows() throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row = statement.executeQuery("explain select from " + target.table())) {
      row.next();
      Matcher rows = ROWS.matcher(row.getString(1));
      return rows.find() ? Long.parseLong(rows.group(1)) : 0;
    }
  }

  /** The last key there is; empty if there are no rows. */
  List<String> end() throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select "
                    + target.keyAsText()
                    + " from "
                    + target.table()
                    + " order by "
                    + target.order(" desc")
                    + " limit 1")) {
      return row.next() ? Journal.list(row.getArray(1)) : List.of();
    }
  }

  /** The next keys behind that one; empty if there are none up to the end. */
  Range next(List<String> after, List<String> end, int size) throws SQLException {
    try (Statement statement = session.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                select count, key
                from (
                  select row_number() over (order by %4$s) as count, %1$s as key
                  from %2$s
                  where %3$s
                  order by %4$s
                  limit %5$d
                ) as keys
                order by count desc
                limit 1
                """
                    .formatted(
                        target.keyAsText(),
                        target.table(),
                        target.range(after, end),
                        target.order(""),
                        size))) {
      return row.next()
          ? new Range(Journal.list(row.getArray(2)), row.getLong(1))
          : new Range(List.of(), 0);
    }
  }

  /** Updates the rows of a range that meet the condition; gives how many. */
  long update(List<String> after, List<String> last) throws SQLException {
    try (Statement statement = session.createStatement()) {
      return statement.executeLargeUpdate(
          update(target.range(after, last) + " and (" + definition.condition() + "\n)"));
    }
  }

  /** Line ends, because what a user wrote may end in a comment. */
  private String update(String condition) {
    return "update "
        + target.table()
        + " set "
        + definition.assignments()
        + "\nwhere "
        + condition
        + "\n";
  }
}
