package dev.trestle.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.DatabaseUrl;
import dev.trestle.migrate.FreshDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackfillTest {
  @RegisterExtension final FreshDatabase database = new FreshDatabase();

  @Test
  void rowsThatMeetTheConditionAreUpdatedInBatchesOfKeys() throws Exception {
    users(1_001);
    database.execute("update users set display_name = 'theirs' where id % 10 = 0");
    List<Progress> told = new ArrayList<>();

    Progress end =
        displayName("display_name is null")
            .batchSize(100)
            .onProgress(Duration.ZERO, told::add)
            .run();

    assertThat(end.finished()).isTrue();
    assertThat(end.rows()).isEqualTo(1_001);
    assertThat(end.changed()).isEqualTo(901);
    assertThat(told).extracting(Progress::rows).startsWith(0L, 100L, 200L).endsWith(1_001L, 1_001L);
    assertThat(database.value("select count(*) from users where display_name = name"))
        .isEqualTo("901");
    assertThat(database.value("select count(distinct xmin::text) from users where id % 10 <> 0"))
        .as("a transaction for each batch")
        .isEqualTo("11");
  }

  @Test
  void itIsWrittenAsInTheReadme() throws Exception {
    users(10);
    DatabaseUrl url = database.url();

    Backfill.of(url, "users.display_name")
        .update("users", "display_name = name")
        .where("display_name is distinct from name")
        .onProgress(Duration.ofSeconds(1), System.out::println)
        .run();

    assertThat(database.value("select count(display_name) from users")).isEqualTo("10");
  }

  @Test
  void whatIsFinishedIsNotRunAgainUntilItsRowIsDeleted() throws Exception {
    users(10);
    displayName("true").run();
    database.execute("update users set display_name = null");

    assertThat(displayName("true").run().rows()).isEqualTo(10);
    assertThat(database.value("select count(display_name) from users")).isEqualTo("0");

    database.execute("delete from trestle_backfill where name = 'users.display_name'");
    displayName("true").run();
    assertThat(database.value("select count(display_name) from users")).isEqualTo("10");
  }

  @Test
  void itEndsWhereTheTableEndedWhenItBegan() throws Exception {
    users(10);
    Progress end =
        displayName("true")
            .batchSize(5)
            .onProgress(Duration.ZERO, progress -> insertOneMore())
            .run();

    assertThat(end.rows()).isEqualTo(10);
    assertThat(database.value("select count(*) from users where display_name is null"))
        .as("those that came meanwhile are for who writes them")
        .isNotEqualTo("0");
  }

  private void insertOneMore() {
    database.execute("insert into users select max(id) + 1, 'new' from users");
  }

  @Test
  void anEmptyTableIsFinishedAtOnce() throws Exception {
    users(0);

    Progress end = displayName("true").run();

    assertThat(end).extracting(Progress::finished, Progress::rows).containsExactly(true, 0L);
    assertThat(end.left()).contains(Duration.ZERO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      textBlock =
          """
          uuid                    ; gen_random_uuid()
          text                    ; 'it''s \\ "' || n || chr(200 + n)
          timestamptz             ; '2020-01-01 00:00:00.000001+03'::timestamptz + n * interval '1 microsecond'
          double precision        ; n / 3.0
          numeric                 ; -n / 7.0
          bytea                   ; int4send(n)
          interval                ; n * interval '1 day 3.000007 seconds'
          character(9)            ; n::text
          inet                    ; '10.0.0.0'::inet + n
          int4range               ; int4range(n, n + 1)
          """)
  void theKeyMayBeOfAnyType(String type, String value) throws Exception {
    database.execute(
        "create table t (k %s primary key, touched int not null default 0);".formatted(type)
            + "insert into t select %s from generate_series(1, 57) as n".formatted(value));

    Progress end = touch("t").batchSize(10).run();

    assertThat(end.rows()).isEqualTo(57);
    assertThat(database.value("select count(*) from t where touched = 1")).isEqualTo("57");
  }

  @Test
  void theKeyMayHaveSeveralColumnsAndAllNamesMayNeedQuotes() throws Exception {
    database.execute(
        """
        create schema "Odd";
        create table "Odd"."select" (
          b int, "A a" text, touched int not null default 0, c int,
          primary key ("A a", b) include (c));
        insert into "Odd"."select" ("A a", b)
          select 'it''s ' || n % 7, n from generate_series(1, 50) as n
        """);

    Progress end =
        Backfill.of(database.url(), "odd")
            .update("\"Odd\".\"select\"", "touched = touched + 1")
            .where("b > 0 or b < 0 -- all of them")
            .batchSize(8)
            .run();

    assertThat(end.rows()).isEqualTo(50);
    assertThat(database.value("select count(*) from \"Odd\".\"select\" where touched = 1"))
        .isEqualTo("50");
  }

  @Test
  void theRowsOfAPartitionedTableAreFoundInAllPartitions() throws Exception {
    database.execute(
        """
        create table t (k int primary key, touched int not null default 0) partition by hash (k);
        create table t0 partition of t for values with (modulus 2, remainder 0);
        create table t1 partition of t for values with (modulus 2, remainder 1);
        insert into t select n from generate_series(1, 100) as n
        """);

    assertThat(touch("t").batchSize(7).run().changed()).isEqualTo(100);
  }

  @Test
  void questionMarksAndAFromAreTheUsersOwn() throws Exception {
    database.execute(
        """
        create table t (k int primary key, doc jsonb, total int);
        create table other (k int, amount int);
        insert into t select n, '{"a?": 1}' from generate_series(1, 20) as n;
        insert into other select n % 20 + 1, 5 from generate_series(1, 40) as n
        """);

    Backfill.of(database.url(), "t.total")
        .update("t", "total = o.sum from (select k, sum(amount) from other group by k) as o")
        .where("o.k = t.k and doc ? 'a?'")
        .batchSize(6)
        .run();

    assertThat(database.value("select count(*) from t where total = 10")).isEqualTo("20");
  }

  @Test
  void whatPostgresqlDoesNotUnderstandIsSaidBeforeAnythingIsDone() throws Exception {
    users(10);

    assertThatThrownBy(() -> displayName("dispaly_name is null").run())
        .isInstanceOf(BackfillException.class)
        .hasMessage(
            "PostgreSQL refused \"update users set display_name = name where dispaly_name is"
                + " null\": ERROR: column \"dispaly_name\" does not exist; correct it.");
    assertThatThrownBy(() -> displayName("true) or (true").run())
        .isInstanceOf(BackfillException.class)
        .hasMessageContaining("syntax error at or near \")\"");
    assertThatThrownBy(() -> displayName("true; delete from users").run())
        .isInstanceOf(BackfillException.class)
        .hasMessageContaining("cannot execute DELETE in a read-only transaction");
    assertThatThrownBy(() -> touch("absent").run())
        .isInstanceOf(BackfillException.class)
        .hasMessage(
            "There is no table absent in %s; correct the name, with its schema unless that is in"
                + " the search path.",
            database.url().database());
    database.execute("create view seen as select 1; create table keyless (touched int)");
    assertThatThrownBy(() -> touch("seen").run())
        .isInstanceOf(BackfillException.class)
        .hasMessage("seen is no table; a backfill goes through the rows of a table.");
    assertThatThrownBy(() -> touch("keyless").run())
        .isInstanceOf(BackfillException.class)
        .hasMessage(
            "public.keyless has no primary key; a backfill goes from key to key, so add one"
                + " first.");
    assertThat(database.value("select count(*) from users")).isEqualTo("10");
    assertThat(database.value("select to_regclass('trestle_backfill')")).isNull();
  }

  @Test
  void aBlankPartIsRefusedWhereItIsWritten() {
    assertThatThrownBy(() -> Backfill.of(database.url(), " ").update("t", "a = 1").where("true"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("users.display_name");
    assertThatThrownBy(() -> Backfill.of(database.url(), "n").update("t", "a = 1").where(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("The condition is empty");
    assertThatThrownBy(() -> touch("t").batchSize(0))
        .hasMessage("batchSize is 0; set 1 to 100000.");
    assertThatThrownBy(() -> touch("t").pauseRatio(Double.NaN))
        .hasMessage("pauseRatio is NaN; set 0 to 100.");
    assertThatThrownBy(() -> touch("t").lockTimeout(Duration.ZERO))
        .hasMessage("lockTimeout is PT0S; set 1 ms to 60 s.");
  }

  @Test
  void anotherBackfillUnderTheSameNameIsRefused() throws Exception {
    users(10);
    displayName("true").run();

    assertThatThrownBy(() -> displayName("display_name is null").run())
        .isInstanceOf(BackfillException.class)
        .hasMessage(
            "The backfill users.display_name has begun as \"update users set display_name = name"
                + " where true\"; give \"update users set display_name = name where display_name"
                + " is null\" another name.");
  }

  @Test
  void aRowThatCannotBeUpdatedStopsItBehindTheBatchesBefore() throws Exception {
    users(100);
    database.execute("alter table users add check (id <> 35 or display_name is null)");

    assertThatThrownBy(() -> displayName("true").batchSize(10).run())
        .isInstanceOf(BackfillException.class)
        .hasMessageStartingWith(
            "The backfill users.display_name stopped behind 30 rows: ERROR: new")
        .hasMessageEndingWith("; correct that, and run it again: it goes on from there.");

    database.execute("alter table users drop constraint users_check");
    assertThat(displayName("true").batchSize(10).run().changed()).isEqualTo(100);
  }

  @Test
  void theThreadThatIsInterruptedEndsItBehindABatch() throws Exception {
    users(100);

    assertThatThrownBy(() ->
            displayName("true")
                .batchSize(10)
                .onProgress(
                    Duration.ZERO,
                    progress -> {
                      if (progress.rows() == 40) {
                        Thread.currentThread().interrupt();
                      }
                    })
                .run())
        .isInstanceOf(InterruptedException.class);

    assertThat(Thread.interrupted()).isFalse();
    assertThat(database.value("select count(display_name) from users")).isEqualTo("40");
    assertThat(displayName("true").run().changed()).isEqualTo(100);
  }

  @Test
  void progressIsALineForPeople() {
    Progress progress =
        new Progress(
            "users.display_name",
            12_000,
            100_000,
            11_950,
            0,
            Duration.ofSeconds(5),
            java.util.Optional.of(Duration.ofSeconds(102)),
            false);

    assertThat(progress)
        .hasToString(
            "users.display_name: 12,000 of about 100,000 rows (12 %), 11,950 changed, 1 min 42 s"
                + " left");
  }

  @Test
  void howManyRowsAreLeftIsTheEstimateOfThePlanner() throws Exception {
    users(1_000);
    database.execute("analyze users");
    List<Progress> told = new ArrayList<>();

    displayName("true").batchSize(100).onProgress(Duration.ZERO, told::add).run();

    assertThat(told.get(3).expected()).isEqualTo(1_000);
    assertThat(told.get(3).left()).isPresent();
    assertThat(told.get(0).left()).isEmpty();
  }

  private Backfill displayName(String condition) {
    return Backfill.of(database.url(), "users.display_name")
        .update("users", "display_name = name")
        .where(condition)
        .pauseRatio(0);
  }

  private Backfill touch(String table) {
    return Backfill.of(database.url(), table + ".touched")
        .update(table, "touched = touched + 1")
        .where("true")
        .pauseRatio(0);
  }

  private void users(int count) throws Exception {
    database.execute(
        "create table users (id int primary key, name text, display_name text);"
            + " insert into users select n, 'user ' || n from generate_series(1, %d) as n"
                .formatted(count));
  }
}
