package dev.trestle.querytest;

import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Statements.statement;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static dev.trestle.querytest.db.Tables.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.Isolation.SERIALIZABLE;
import static org.jooq.impl.DSL.deleteFrom;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.selectFrom;
import static org.jooq.impl.DSL.update;

import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared2;
import dev.trestle.query.Transactions;
import dev.trestle.querytest.db.tables.records.PeopleRecord;
import dev.trestle.querytest.db.tables.records.TagsRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BatchTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  private static final Prepared2<Integer, String, Void> ADD =
      statement(
          TAGS.ID, TAGS.NAME, (id, name) -> insertInto(TAGS).set(TAGS.ID, id).set(TAGS.NAME, name));

  private static final Prepared2<Integer, String, TagsRecord> ADD_AND_GIVE =
      prepare(
          TAGS.ID,
          TAGS.NAME,
          (id, name) -> insertInto(TAGS).set(TAGS.ID, id).set(TAGS.NAME, name).returning());

  private static final Prepared2<Integer, String, Void> RENAME =
      statement(
          TAGS.ID,
          TAGS.NAME,
          (id, name) -> update(TAGS).set(TAGS.NAME, name).where(TAGS.ID.ge(id)));

  private static final Prepared0<PeopleRecord> PEOPLE_THERE = prepare(() -> selectFrom(PEOPLE));

  private DSLContext db;

  @BeforeEach
  void connect() {
    db = pool.db();
  }

  @AfterEach
  void clear() {
    db.execute("truncate tags, people cascade");
  }

  @Test
  void statementsRunInOrderAndTellTheirCounts() {
    db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME).values(1, "Ada").values(2, "Bob").execute();
    assertThat(
            Transactions.of(db)
                .execute(
                    List.of(
                        ADD.with(1, "a"),
                        RENAME.with(1, "b"),
                        ADD.with(2, "a"),
                        ADD_AND_GIVE.with(3, "c"),
                        PEOPLE_THERE.with(),
                        RENAME.with(9, "x"))))
        .containsExactly(1, 1, 1, 1, 2, 0);
    assertThat(db.selectFrom(TAGS).orderBy(TAGS.ID).fetch(TAGS.NAME))
        .containsExactly("b", "a", "c");
  }

  @Test
  void neighboursOfOneStatementTravelTogether() {
    List<BoundQuery<Void>> statements = new ArrayList<>();
    IntStream.range(0, 5_000).forEach(i -> statements.add(ADD.with(i, "tag " + i)));
    List<Integer> counts = new ArrayList<>();
    assertThat(pool.statements(() -> counts.addAll(Transactions.of(db).execute(statements))))
        .containsExactly("insert into tags (id, name) values (?, ?)");
    assertThat(counts).isEqualTo(Collections.nCopies(5_000, 1));
    assertThat(db.fetchCount(TAGS)).isEqualTo(5_000);
  }

  @Test
  void allOrNoneAreDone() {
    assertThatThrownBy(() ->
            Transactions.of(db)
                .execute(
                    List.of(
                        RENAME.with(0, "x"),
                        ADD.with(1, "hidden"),
                        ADD.with(2, "b"),
                        ADD.with(1, "again"),
                        ADD.with(3, "c"))))
        .isInstanceOfSatisfying(
            IntegrityConstraintViolationException.class,
            e -> assertThat(e.sqlState()).isEqualTo("23505"))
        .hasMessageContaining("tags_pkey")
        .hasMessageNotContaining("hidden")
        .hasMessageNotContaining("again");
    assertThat(db.fetchCount(TAGS)).isZero();
    assertThat(Transactions.of(db).execute(List.of(ADD.with(1, "a")))).containsExactly(1);
  }

  @Test
  void changesThatGiveRowsTravelTogetherToo() {
    assertThat(
            pool.statements(() ->
                Transactions.of(db)
                    .execute(List.of(ADD_AND_GIVE.with(1, "a"), ADD_AND_GIVE.with(2, "b")))))
        .hasSize(1);
    assertThat(db.fetchCount(TAGS)).isEqualTo(2);
  }

  @Test
  void theTransactionsSettingsAndEachStatementsLimitsHold() {
    assertThatThrownBy(() ->
            Transactions.of(db)
                .readOnly()
                .isolation(SERIALIZABLE)
                .execute(List.of(ADD.with(1, "a"))))
        .hasMessageContaining("read-only transaction");
    List<BoundQuery<Void>> slow =
        Collections.nCopies(
            2,
            statement(() -> deleteFrom(TAGS).where("pg_sleep(60) is null"))
                .with()
                .timeout(Duration.ofMillis(50)));
    db.insertInto(TAGS).set(new TagsRecord().setId(1).setName("a")).execute();
    assertThatThrownBy(() -> Transactions.of(db).execute(slow))
        .hasMessageContaining("canceling statement");
  }

  @Test
  void insideAnotherTransactionItIsASavepoint() {
    Transactions.of(db)
        .runWithoutResult(tx -> {
          Transactions.of(tx).execute(List.of(ADD.with(1, "a")));
          assertThatThrownBy(
                  () -> Transactions.of(tx).execute(List.of(ADD.with(2, "b"), ADD.with(1, "b"))))
              .isInstanceOf(IntegrityConstraintViolationException.class);
        });
    assertThat(db.fetch(TAGS).map(TagsRecord::getId)).containsExactly(1);
  }

  @Test
  void nothingIsRunWithoutATransaction() {
    assertThat(pool.statements(() -> Transactions.of(db).execute(List.of()))).isEmpty();
    assertThat(Transactions.of(db).execute(List.of())).isEmpty();
  }
}
