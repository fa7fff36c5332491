package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows are made up for tables of all kinds; where that fails it is told. */
class FillerTest {
  @RegisterExtension static final Checked checked = new Checked();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "create table t (id bigserial primary key, a text not null unique, b varchar(3) not null)",
        "create table t (a char(2) primary key, b \"char\" not null, c name not null)",
        "create table t (a text primary key check (a ~ '^[^@]+@[^@]+$'))",
        "create table t (a text not null check (a in ('draft', 'it''s')), b int primary key)",
        "create table t (a bytea primary key check (octet_length(a) = 32))",
        "create table t (a text primary key check (length(a) between 40 and 50))",
        "create table t (a int not null check (a > 1000), b int not null check (b < a), c numeric(2, 2) not null)",
        "create type e as enum ('x', 'y', 'z'); create table t (a e primary key)",
        "create domain d as int not null check (value >= 500); create table t (a d primary key)",
        "create type c as (x int, y text); create table t (a c not null, b int[] not null)",
        "create table t (a uuid primary key, b jsonb not null check (jsonb_typeof(b) = 'array'))",
        "create table t (a date primary key, b timestamptz not null, c time not null, d interval not null)",
        "create table t (a int4range primary key, b inet not null, c point not null, d bit(3) not null)",
        "create table t (a int generated always as identity primary key, b int generated always as (a * 2) stored)",
        "create table t (a money not null, b boolean not null, c tsvector not null, d xml not null)",
        "create table t ()",
        "create table \"Odd \"\"name\" (\"select\" int primary key, \"x y\" text not null)",
        "create table t (a int, b int, primary key (a, b)); create table u (a int not null, b int not null, c int primary key, foreign key (a, b) references t)",
        "create table t (id int primary key, parent int references t)",
        "create table t (id serial primary key, parent int not null references t)",
        "create table t (id uuid primary key, parent uuid not null references t)",
        "create table t (d date not null, a int) partition by range (d);"
            + " create table t1 partition of t for values from ('2020-05-01') to ('2020-06-01')",
        "create table t (k text not null) partition by list (k);"
            + " create table t1 partition of t for values in ('north')",
        "create table p (id int primary key, q int); create table q (id int primary key, p int not"
            + " null references p); alter table p add foreign key (q) references q",
        "create table t (id int primary key); create table p (k int, t int not null, at"
            + " timestamptz not null) partition by range (at); create table p1 (like p); alter"
            + " table p1 add foreign key (t) references t, add unique (k); alter table p attach"
            + " partition p1 for values from ('2022-01-01 00:00:00+00') to ('2022-02-01"
            + " 00:00:00+00')",
        "create table t (a int); create function f() returns trigger language plpgsql as $$ begin"
            + " perform absent(); return new; end $$; create trigger f before insert on t for each"
            + " row execute function f()",
        "create table t (a int not null, exclude using gist (int4range(a, a + 1) with &&))"
      })
  void rowsAreMadeUp(String sql) {
    checked.applied(sql + ";");

    CheckReport report = checked.run("select;");

    assertThat(report.unfilled()).isEmpty();
    assertThat(report.findings()).isEmpty();
  }

  @Test
  void aTableThatTakesNoRowIsTold() {
    checked.applied(
        "create table t (a int check (a = 1 and a = 2), b int not null check (b <> b));");

    CheckReport report = checked.run("select;");

    assertThat(report.unfilled())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                "t", "ERROR: new row for relation \"t\" violates check constraint \"t_b_check\""));
    assertThat(report)
        .hasToString(
            "No rows in t: ERROR: new row for relation \"t\" violates check constraint"
                + " \"t_b_check\"\n1 pending migration, 1 statement: 0 dangers, 0 notes.");
  }

  @Test
  void aTableWhoseParentIsEmptyIsTold() {
    checked.applied(
        "create table t (a int primary key check (a <> a)); create table u (t int not null"
            + " references t);");

    assertThat(checked.run("select;").unfilled()).containsOnlyKeys("t", "u");
  }

  @Test
  void whatIsMeasuredWithoutRowsIsMeasuredToo() {
    checked.applied(
        "create table t (a int check (a <> a) not null, b int); create table u (id int primary key);");

    assertThat(checked.dangers("alter table t add foreign key (b) references u;"))
        .containsExactly(Rule.CONSTRAINT_WITHOUT_NOT_VALID);
    assertThat(checked.dangers("alter table t alter b set not null;"))
        .containsExactly(Rule.SET_NOT_NULL);
    assertThat(checked.dangers("alter table t alter b type bigint;"))
        .containsExactly(Rule.CHANGE_TYPE);
    assertThat(checked.dangers("create index on t (b);"))
        .containsExactly(Rule.INDEX_NOT_CONCURRENT);
  }

  @Test
  void rowsThatDoNotFitAreNotBlamedOnTheMigration() {
    checked.applied("create table t (a int primary key, b text not null);");

    CheckReport report = checked.run("alter table t alter column b type int using b::int;");

    assertThat(report.findings())
        .extracting(Finding::rule)
        .containsExactlyInAnyOrder(Rule.GENERATED_ROWS, Rule.CHANGE_TYPE);
    assertThat(report.toString()).contains("invalid input syntax for type integer");
  }
}
