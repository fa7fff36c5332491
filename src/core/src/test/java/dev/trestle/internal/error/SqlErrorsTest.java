package dev.trestle.internal.error;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.HttpError;
import dev.trestle.Postgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real server refuses. */
class SqlErrorsTest {
  @RegisterExtension static final Postgres postgres = new Postgres();

  private static DataSource database;
  private static SqlErrors errors;

  @BeforeAll
  static void create() throws SQLException {
    database = postgres.dataSource();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          create table people (
            id int primary key,
            email text unique,
            first_name text not null default '',
            short varchar(3),
            age int check (age > 0),
            boss_id int references people);
          create table tags (
            person_id int not null references people, tag_name text, unique (person_id, tag_name));
          create unique index people_short_idx on people (short);
          create unique index people_lower_idx on people (lower(first_name)) where first_name > '';
          insert into people (id, email, short) values (1, 'a@b', 'x'), (2, null, null);
          insert into tags values (1, 'red');
          """);
    }
    errors =
        new SqlErrors(
            DSL.using(database, org.jooq.SQLDialect.POSTGRES).meta().getSchemas("public"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "insert into people (id) values (1) | 409 | Id already exists",
        "insert into people (id, email) values (3, 'a@b') | 409 | Email already exists",
        "insert into people (id, short) values (3, 'x') | 409 | Short already exists",
        "insert into people (id, first_name) values (5, 'Al'), (6, 'aL') | 409 | Already exists",
        "insert into tags values (1, 'red') | 409 | Person id and tag name already exist",
        "insert into tags values (9, 'red') | 422 | Person id does not exist",
        "update people set boss_id = 9 | 422 | Boss id does not exist",
        "delete from people where id = 1 | 409 | Other data still refers to this",
        "update people set id = 5 where id = 1 | 409 | Other data still refers to this",
        "update people set first_name = null | 422 | First name is required",
        "update people set age = -1 | 422 | A value is not allowed",
        "update people set short = 'long' | 400 | A text is too long",
        "update people set age = 3000000000 | 400 | A number is out of range",
        "select 'x'::int | 400 | A value cannot be stored as its column's type",
        "select '2026-13-01'::date | 400 | A date or time is not valid",
        "set statement_timeout = 1; select pg_sleep(5) | 503 | The database took too long; try again",
      })
  void eachHasAFittingStatusAndNamesTheField(String sql, int status, String message) {
    HttpError error = errors.explain(refused(sql)).orElseThrow();

    assertThat(error.getMessage()).isEqualTo(message);
    assertThat(error.status()).isEqualTo(status);
  }

  @Test
  void theFieldsAreNamedAsTheClientKnowsThem() {
    assertThat(errors.explain(refused("insert into tags values (9, 'x')")).orElseThrow().fields())
        .isEqualTo(Map.of("personId", "does not exist"));
    assertThat(
            errors.explain(refused("update people set first_name = null")).orElseThrow().fields())
        .isEqualTo(Map.of("firstName", "is required"));
  }

  @Test
  void withoutGeneratedKeysTheMessageIsGeneral() {
    SqlErrors plain = new SqlErrors(List.of());

    assertThat(plain.explain(refused("insert into people (id) values (1)")).orElseThrow())
        .hasMessage("Already exists");
    assertThat(plain.explain(refused("insert into tags values (9, 'x')")).orElseThrow())
        .hasMessage("Refers to something that does not exist");
    assertThat(plain.explain(refused("delete from people where id = 1")).orElseThrow())
        .hasMessage("Other data still refers to this");
  }

  @ParameterizedTest
  @CsvSource({"40001", "40P01", "08006", "53300", "57P01", "57P03", "55P03", "25006"})
  void whatPassesIsWorthAnotherTry(String state) {
    HttpError error = errors.explain(new SQLException("x", state)).orElseThrow();

    assertThat(error.status()).isEqualTo(503);
    assertThat(error.headers()).containsEntry("Retry-After", "1");
  }

  @Test
  void aPoolWithoutAConnectionToGiveIsUnavailable() {
    assertThat(errors.explain(new SQLTransientConnectionException("timed out")).orElseThrow())
        .hasMessage("The database is not available; try again");
  }

  @ParameterizedTest
  @CsvSource({"selec 1", "select * from nowhere", "select 1/0"})
  void theApplicationsOwnMistakesAreNotExplained(String sql) {
    assertThat(errors.explain(refused(sql))).isEmpty();
  }

  private static SQLException refused(String sql) {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      return e;
    }
    throw new AssertionError("PostgreSQL accepted: " + sql);
  }
}
