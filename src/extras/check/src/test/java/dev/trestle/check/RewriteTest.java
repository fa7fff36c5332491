package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is told to be written anew is what PostgreSQL's own event says is written anew. */
class RewriteTest {
  private static final String TABLE =
      "create table t (id int primary key, a int, b varchar(10), c timestamptz, d numeric(5, 2),"
          + " e text check (e <> ''));";

  private static final Set<Rule> REWRITES =
      Set.of(
          Rule.TABLE_REWRITE,
          Rule.CHANGE_TYPE,
          Rule.VOLATILE_DEFAULT,
          Rule.STORED_GENERATED_COLUMN);

  @RegisterExtension static final Checked checked = new Checked();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "alter table t alter a type bigint",
        "alter table t alter a type smallint",
        "alter table t alter b type varchar(20)",
        "alter table t alter b type text",
        "alter table t alter c type timestamp",
        "alter table t alter d type numeric(8, 2)",
        "alter table t alter d type numeric(8, 3)",
        "alter table t add x int",
        "alter table t add x int default 1",
        "alter table t add x int not null default 1",
        "alter table t add x timestamptz default now()",
        "alter table t add x timestamptz default clock_timestamp()",
        "alter table t add x float default random()",
        "alter table t add x bigserial",
        "alter table t add x int generated always as identity",
        "alter table t add x int generated always as (a * 2) stored",
        "alter table t drop a",
        "alter table t set unlogged",
        "alter table t set (fillfactor = 50)",
        "alter table t rename a to z",
        "alter table t alter a set default random()",
        "alter table t alter a set not null",
        "do $$ begin alter table t add x int, alter a type bigint; end $$"
      })
  void agreesWithTheServer(String sql) throws SQLException {
    checked.applied(TABLE);

    boolean told =
        checked.run(sql + ";").dangers().stream()
            .anyMatch(finding -> REWRITES.contains(finding.rule()));

    assertThat(told).isEqualTo(fires(sql));
  }

  /** Whether the server has an event for the statement. */
  private static boolean fires(String sql) throws SQLException {
    DatabaseUrl server = checked.server();
    execute(server, "drop database if exists rewrites");
    execute(server, "create database rewrites");
    DatabaseUrl database = server.withDatabase("rewrites");
    execute(
        database,
        TABLE
            + "create table events (told int);"
            + "create function tell() returns event_trigger language plpgsql as $$ begin"
            + " insert into events values (1); end $$;"
            + "create event trigger told on table_rewrite execute function tell();");
    execute(database, sql);
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("select exists (select from events)")) {
      row.next();
      return row.getBoolean(1);
    }
  }

  private static void execute(DatabaseUrl database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Connection connect(DatabaseUrl database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }
}
