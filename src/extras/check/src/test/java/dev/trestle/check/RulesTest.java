package dev.trestle.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each rule with a migration that hurts and one that does the same without harm. */
class RulesTest {
  @RegisterExtension static final Checked checked = new Checked();

  @BeforeEach
  void tables() {
    checked.applied(Checked.BLOG);
  }

  @Test
  void anIndexIsBuiltConcurrently() {
    assertThat(checked.danger("create index users_name_idx on users (name);"))
        .hasToString(
            checked.folder()
                + "/V2__file.sql:1  DANGER  index-not-concurrent  users\n"
                + "    create index users_name_idx on users (name)\n"
                + "    The index users_name_idx is built while writes of users are blocked"
                + " (SHARE).\n"
                + "    Safe: create index concurrently, in a file of its own.");
    assertThat(checked.notes("create index concurrently users_name_idx on users (name);"))
        .isEmpty();
  }

  @Test
  void anIndexIsRebuiltConcurrently() {
    assertThat(checked.dangers("reindex table users;")).containsOnly(Rule.INDEX_NOT_CONCURRENT);
    assertThat(checked.notes("reindex table concurrently users;")).isEmpty();
  }

  @Test
  void aRequiredColumnHasADefault() {
    Finding found = checked.danger("\nalter table users add column score int not null;");
    assertThat(found.rule()).isEqualTo(Rule.NOT_NULL_WITHOUT_DEFAULT);
    assertThat(found.line()).isEqualTo(2);
    assertThat(checked.notes("alter table users add column score int not null default 0;"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void aDefaultIsTheSameForAllRows() {
    assertThat(checked.dangers("alter table users add column key uuid default gen_random_uuid();"))
        .containsExactly(Rule.VOLATILE_DEFAULT);
    assertThat(checked.dangers("alter table users add column number bigserial;"))
        .containsExactly(Rule.VOLATILE_DEFAULT);
    assertThat(checked.notes("alter table users add column since timestamptz default now();"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void aColumnIsNotComputedForRowsThatAreThere() {
    assertThat(
            checked.dangers(
                "alter table users add column low text generated always as (lower(email)) stored;"))
        .containsExactly(Rule.STORED_GENERATED_COLUMN);
    assertThat(checked.notes("alter table users add column low text;"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void aTypeChangesOnlyIfNoRowDoes() {
    Finding found = checked.danger("alter table users alter column age type bigint;");
    assertThat(found.rule()).isEqualTo(Rule.CHANGE_TYPE);
    assertThat(found.effect())
        .startsWith("integer becomes bigint: the whole table is written anew");
    assertThat(checked.dangers("alter table users alter column state type varchar(5);"))
        .containsExactly(Rule.CHANGE_TYPE);
    assertThat(checked.notes("alter table users alter column state type varchar(20);"))
        .containsExactly(Rule.CHANGE_TYPE, Rule.BRIEF_LOCK);
  }

  @Test
  void aTableIsNotWrittenAnew() {
    assertThat(checked.danger("alter table posts set unlogged;").rule())
        .isEqualTo(Rule.TABLE_REWRITE);
    assertThat(checked.danger("vacuum full users;").rule()).isEqualTo(Rule.TABLE_REWRITE);
    assertThat(checked.danger("cluster users using users_pkey;").rule())
        .isEqualTo(Rule.TABLE_REWRITE);
    assertThat(checked.notes("vacuum users;")).isEmpty();
  }

  @Test
  void aMaterializedViewIsRefreshedConcurrently() {
    checked.applied(
        """
        create materialized view names as select id, name from users;
        create unique index names_idx on names (id);
        """);
    assertThat(checked.danger("refresh materialized view names;").rule())
        .isEqualTo(Rule.TABLE_REWRITE);
    assertThat(checked.notes("refresh materialized view concurrently names;")).isEmpty();
  }

  @Test
  void rowsAreNotAllChangedAtOnce() {
    assertThat(checked.danger("update users set age = 1;").rule())
        .isEqualTo(Rule.WHOLE_TABLE_CHANGE);
    assertThat(checked.danger("delete from posts;").rule()).isEqualTo(Rule.WHOLE_TABLE_CHANGE);
    assertThat(checked.notes("update users set age = 1 where id = 1;")).isEmpty();
  }

  @Test
  void aTableIsNotEmptied() {
    assertThat(checked.danger("truncate posts;").rule()).isEqualTo(Rule.TRUNCATE);
    assertThat(checked.run("truncate users cascade;").dangers())
        .extracting(Finding::rule, Finding::subject)
        .containsExactly(tuple(Rule.TRUNCATE, "posts"), tuple(Rule.TRUNCATE, "users"));
    assertThat(checked.notes("delete from posts where id = 1;")).isEmpty();
  }

  @Test
  void noWorkIsDoneWhileAnotherTableIsLocked() {
    Finding found =
        checked.danger(
            """
            alter table users add column score int;
            insert into users (id, email) select id + 1000, title || id from posts;
            """);
    assertThat(found.rule()).isEqualTo(Rule.LOCK_HELD);
    assertThat(found.subject()).isEqualTo("users");
    assertThat(found.line()).isEqualTo(2);
    assertThat(
            checked.notes(
                "alter table users add column score int;",
                "insert into users (id, email) select id + 1000, title || id from posts;"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void tablesAreLockedOneAfterTheOther() {
    assertThat(
            checked.notes(
                "alter table users add column score int; alter table posts add column score int;"))
        .containsExactly(Rule.BRIEF_LOCK, Rule.BRIEF_LOCK, Rule.SEVERAL_TABLES_LOCKED);
    assertThat(
            checked.notes(
                "alter table users add column score int;",
                "alter table posts add column score int;"))
        .containsExactly(Rule.BRIEF_LOCK, Rule.BRIEF_LOCK);
  }

  @Test
  void aColumnThatClassesNameIsNotDropped() {
    Finding found = checked.danger("alter table users drop column name;");
    assertThat(found.rule()).isEqualTo(Rule.DROP_COLUMN);
    assertThat(found.effect())
        .isEqualTo(
            "The column is gone, and classes generated before this migration name it: its"
                + " statements would be refused.");
  }

  @Test
  void aColumnIsNotRenamed() {
    assertThat(checked.danger("alter table users rename column name to display_name;").effect())
        .startsWith("The column is display_name from now on");
    assertThat(checked.notes("alter table users add column display_name text;"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void aTableThatClassesNameIsNotDropped() {
    assertThat(checked.danger("drop table posts;").rule()).isEqualTo(Rule.DROP_TABLE);
    assertThat(checked.notes("create table more (id int); drop table more;")).isEmpty();
  }

  @Test
  void aTypeThatACheckLooksAtHasItsRowsRead() {
    checked.applied("alter table users add constraint short check (state <> '');");

    Finding found = checked.danger("alter table users alter column state type varchar(20);");
    assertThat(found.rule()).isEqualTo(Rule.CHANGE_TYPE);
    assertThat(found.effect()).contains("all rows are read, for its constraints or");
  }

  @Test
  void aTypeThatAnIndexHasBuildsItAnew() {
    assertThat(checked.dangers("alter table users alter column email type varchar(9);"))
        .containsExactly(Rule.CHANGE_TYPE);
    assertThat(checked.run("alter table users alter column id type bigint;").dangers())
        .extracting(Finding::rule, Finding::subject)
        .containsExactly(
            tuple(Rule.CHANGE_TYPE, "users.id"), tuple(Rule.CONSTRAINT_WITHOUT_NOT_VALID, "posts"));
    assertThat(checked.dangers("alter table users alter column email type varchar;")).isEmpty();
  }

  @Test
  void aReferenceIsAddedInSteps() {
    assertThat(
            checked.dangers(
                "alter table users add column best int default 1 references posts (id);"))
        .containsExactly(Rule.CONSTRAINT_WITHOUT_NOT_VALID);
    // Nulls refer to nothing, which PostgreSQL knows.
    assertThat(checked.notes("alter table users add column best int references posts (id);"))
        .containsExactly(Rule.BRIEF_LOCK, Rule.BRIEF_LOCK, Rule.MISSING_INDEX);
    assertThat(
            checked.notes(
                "alter table users add column best int;",
                "create index concurrently users_best_idx on users (best);",
                "alter table users add foreign key (best) references posts (id) not valid;",
                "alter table users validate constraint users_best_fkey;"))
        .containsExactly(Rule.BRIEF_LOCK, Rule.BRIEF_LOCK, Rule.BRIEF_LOCK);
  }

  @Test
  void aTableIsRenamedBehindAView() {
    assertThat(checked.danger("alter table posts rename to articles;").rule())
        .isEqualTo(Rule.RENAME_TABLE);
    assertThat(
            checked.notes(
                """
                alter table posts rename to articles;
                create view posts as select * from articles;
                """))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void aViewMayBeMadeAgainInOneTransaction() {
    checked.applied("create view names as select id, name from users;");
    assertThat(
            checked.notes(
                "drop view names; create view names as select name, id, email from users;"))
        .containsExactly(Rule.BRIEF_LOCK);
    assertThat(checked.dangers("drop view names; create view names as select id from users;"))
        .containsExactly(Rule.DROP_COLUMN);
  }

  @Test
  void aSchemaIsNotRenamed() {
    checked.applied("create schema shop; create table shop.items (id int primary key);");
    assertThat(checked.danger("alter schema shop rename to store;").subject())
        .isEqualTo("shop.items");
  }

  @Test
  void whatElseIsDroppedIsTold() {
    checked.applied(
        "create function twice(n int) returns int return n * 2; create sequence numbers;");
    assertThat(checked.notes("drop function twice; drop sequence numbers;"))
        .containsExactly(Rule.DROP_OBJECT, Rule.DROP_OBJECT);
    assertThat(checked.notes("create or replace function twice(n int) returns int return n + n;"))
        .isEmpty();
  }

  @Test
  void aValueOfAnEnumIsAddedNotRenamed() {
    checked.applied("create type mood as enum ('sad', 'glad'); alter table users add mood mood;");
    assertThat(checked.danger("alter type mood rename value 'sad' to 'blue';").rule())
        .isEqualTo(Rule.RENAME_ENUM_VALUE);
    assertThat(checked.notes("alter type mood add value 'blue';"))
        .containsExactly(Rule.ADD_ENUM_VALUE);
  }

  @Test
  void aDefaultThatInsertsRelyOnStays() {
    checked.applied("alter table users add column score int not null default 0;");
    assertThat(checked.danger("alter table users alter column score drop default;").rule())
        .isEqualTo(Rule.DROP_DEFAULT);
    assertThat(checked.notes("alter table users alter column score set default 1;"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void whatMayBeNullFromNowOnIsTold() {
    assertThat(checked.notes("alter table posts alter column title drop not null;"))
        .containsExactly(Rule.DROP_NOT_NULL, Rule.BRIEF_LOCK);
  }

  @Test
  void aForeignKeyHasAnIndex() {
    assertThat(
            checked.notes(
                "create table likes (id int primary key, who int references users (id));"))
        .containsExactly(Rule.BRIEF_LOCK, Rule.MISSING_INDEX);
    assertThat(
            checked.notes(
                "create table likes (id int primary key, who int references users (id));",
                "create index concurrently likes_who_idx on likes (who) where who is not null;"))
        .containsExactly(Rule.BRIEF_LOCK);
  }

  @Test
  void aFileDoesNotEndItsTransaction() {
    assertThat(checked.dangers("begin; create table a (); commit;"))
        .containsExactly(Rule.TRANSACTION_CONTROL, Rule.TRANSACTION_CONTROL);
    assertThat(checked.notes("create table a ();")).isEmpty();
  }

  @Test
  void whatCannotBeInATransactionIsAloneInItsFile() {
    assertThat(
            checked.dangers(
                "create table a (b int); create index concurrently a_idx on users (name);"))
        .containsExactly(Rule.MIXED_TRANSACTION);
    assertThat(
            checked.notes(
                "create table a (b int);", "create index concurrently a_idx on users (name);"))
        .isEmpty();
  }

  @Test
  void whatIsRefusedIsTold() {
    CheckReport report =
        checked.run("create table a ();\nalter table absent add b int;", "select;");
    assertThat(report.findings()).extracting(Finding::rule).containsExactly(Rule.FAILED);
    assertThat(report.findings().getFirst().line()).isEqualTo(2);
    assertThat(report.findings().getFirst().effect())
        .isEqualTo(
            "PostgreSQL refused it: ERROR: relation \"absent\" does not exist. What comes after it"
                + " was not checked.");
  }

  @Test
  void dropAnIndexConcurrently() {
    assertThat(checked.run("drop index posts_author_idx;").findings())
        .singleElement()
        .satisfies(found -> {
          assertThat(found.rule()).isEqualTo(Rule.BRIEF_LOCK);
          assertThat(found.remedy()).startsWith("drop index concurrently");
        });
    assertThat(checked.notes("drop index concurrently posts_author_idx;")).isEmpty();
  }
}
