package dev.trestle.querytest;

import static dev.trestle.query.BoundQuery.fetchEach;
import static dev.trestle.query.BoundQuery.fetchSingles;
import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static dev.trestle.querytest.db.Tables.TAGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.insertInto;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.update;

import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared1;
import dev.trestle.query.Prepared2;
import dev.trestle.query.Transactions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.jooq.Record2;
import org.jooq.exception.IntegrityConstraintViolationException;
import org.jooq.exception.NoDataFoundException;
import org.jooq.exception.TooManyRowsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FetchEachTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  @RegisterExtension static final CountedServer counted = new CountedServer("");

  @RegisterExtension
  static final CountedServer rewriting = new CountedServer("reWriteBatchedInserts=true");

  record Tag(int id, String name) {}

  private static final Prepared2<Integer, String, Record2<Integer, String>> ADD_ROW =
      prepare(
          TAGS.ID,
          TAGS.NAME,
          (id, name) ->
              insertInto(TAGS)
                  .set(TAGS.ID, id)
                  .set(TAGS.NAME, name)
                  .onConflictDoNothing()
                  .returningResult(TAGS.ID, TAGS.NAME));

  private static final Prepared2<Integer, String, Tag> ADD = ADD_ROW.as(mapping(Tag::new));

  private static final Prepared2<Integer, String, Tag> SHOUT =
      ADD_ROW.as(mapping((id, name) -> new Tag(id, name.toUpperCase(Locale.ROOT))));

  private static final Prepared2<Integer, String, Tag> RENAME_FROM =
      prepare(
              TAGS.ID,
              TAGS.NAME,
              (id, suffix) ->
                  update(TAGS)
                      .set(TAGS.NAME, TAGS.NAME.concat(suffix))
                      .where(TAGS.ID.ge(id))
                      .returningResult(TAGS.ID, TAGS.NAME))
          .as(mapping(Tag::new));

  private static final Prepared1<Integer, Tag> BY_ID =
      prepare(TAGS.ID, id -> select(TAGS.ID, TAGS.NAME).from(TAGS).where(TAGS.ID.eq(id)))
          .as(mapping(Tag::new));

  private static final Prepared2<Integer, Integer, Integer> MOVE =
      prepare(
              PEOPLE.ID,
              PEOPLE.ID,
              (from, to) ->
                  update(PEOPLE)
                      .set(PEOPLE.ID, to)
                      .where(PEOPLE.ID.eq(from))
                      .returningResult(PEOPLE.ID))
          .as(mapping((Integer id) -> id));

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
  void eachCallHasItsRowsNoneOneOrMany() {
    for (int i = 0; i < 10; i++) { // The driver's way changes once a statement is prepared.
      db.execute("truncate tags cascade");
      List<List<Tag>> rows =
          fetchEach(
              db,
              List.of(
                  ADD.with(1, "a"),
                  ADD.with(1, "again"),
                  ADD.with(2, "b"),
                  RENAME_FROM.with(3, "!"),
                  RENAME_FROM.with(1, "!"),
                  RENAME_FROM.with(2, "?"),
                  BY_ID.with(1),
                  BY_ID.with(9)));

      assertThat(rows)
          .containsExactly(
              List.of(new Tag(1, "a")),
              List.of(),
              List.of(new Tag(2, "b")),
              List.of(),
              List.of(new Tag(1, "a!"), new Tag(2, "b!")),
              List.of(new Tag(2, "b!?")),
              List.of(new Tag(1, "a!")),
              List.of());
    }
  }

  @Test
  void changesOfOneStatementArePreparedOnceAndQueriesEach() {
    assertThat(
            pool.statements(() ->
                fetchEach(
                    db, List.of(ADD.with(1, "a"), ADD.with(2, "b"), BY_ID.with(1), BY_ID.with(2)))))
        .hasSize(3);
  }

  @Test
  void rowsOfKnownLengthComeInOneRoundTrip() {
    DSLContext other = counted.db();
    other.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME).values(0, "Ada").values(-1, "Bob").execute();
    for (int i = 0; i < 20; i += 2) { // Until the driver has the statement prepared.
      fetchSingles(other, List.of(MOVE.with(i, i + 1), MOVE.with(i + 1, i + 2)));
    }

    assertThat(
            counted.roundTrips(() ->
                Transactions.of(other)
                    .run(tx -> fetchSingles(tx, List.of(MOVE.with(20, 21), MOVE.with(-1, -2))))))
        .isEqualTo(2); // The last is the commit's.
  }

  @Test
  void insertsThatTheDriverWouldWriteAsOneHaveTheirRowsToo() {
    for (int i = 0; i < 10; i++) {
      Tag first = new Tag(3 * i, "first " + i);
      Tag last = new Tag(3 * i + 1, "last " + i);

      assertThat(
              fetchEach(
                  rewriting.db(),
                  List.of(
                      ADD.with(first.id(), first.name()),
                      ADD.with(first.id(), "again " + i),
                      ADD.with(last.id(), last.name()))))
          .containsExactly(List.of(first), List.of(), List.of(last));
    }
  }

  @Test
  void aThousandCallsHaveTheirRows() {
    List<BoundQuery<Tag>> calls =
        IntStream.range(0, 1_000).mapToObj(i -> ADD.with(i, "tag " + i)).toList();

    assertThat(fetchSingles(db, calls))
        .isEqualTo(IntStream.range(0, 1_000).mapToObj(i -> new Tag(i, "tag " + i)).toList());
  }

  @Test
  void eachCallHasTheMappingItWasMadeWith() {
    assertThat(fetchSingles(db, List.of(ADD.with(1, "a"), SHOUT.with(2, "b"))))
        .containsExactly(new Tag(1, "a"), new Tag(2, "B"));
  }

  @Test
  void oneRowIsExpectedOfEachSingle() {
    assertThatThrownBy(
            () -> fetchSingles(db, List.of(ADD.with(1, "a"), ADD.with(1, "b"), ADD.with(2, "c"))))
        .isInstanceOf(NoDataFoundException.class);
    assertThat(db.fetchCount(TAGS)).isZero();
    fetchSingles(db, List.of(ADD.with(1, "a"), ADD.with(2, "b")));
    assertThatThrownBy(
            () -> fetchSingles(db, List.of(RENAME_FROM.with(2, "!"), RENAME_FROM.with(1, "!"))))
        .isInstanceOf(TooManyRowsException.class);
    assertThat(db.fetch(TAGS).getValues(TAGS.NAME)).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void whatIsRefusedUndoesAllAndSaysNoValues() {
    db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME).values(1, "Ada").values(2, "Bob").execute();
    assertThatThrownBy(() -> fetchSingles(db, List.of(MOVE.with(1, 4711), MOVE.with(2, 4711))))
        .isInstanceOf(IntegrityConstraintViolationException.class)
        .hasMessageContaining("people_pkey");
    assertThat(db.fetch(PEOPLE).getValues(PEOPLE.ID)).containsExactlyInAnyOrder(1, 2);
    assertThat(fetchSingles(db, List.of(MOVE.with(1, 3), MOVE.with(2, 4)))).containsExactly(3, 4);
  }

  @Test
  void inATransactionTheyBelongToItAndSetNoSavepoint() {
    assertThatThrownBy(() ->
            Transactions.of(db)
                .run(tx -> {
                  fetchSingles(tx, List.of(ADD.with(1, "a"), ADD.with(2, "b")));
                  assertThat(db.fetchCount(TAGS)).isZero();
                  throw new IllegalStateException("no");
                }))
        .hasMessage("no");
    assertThat(db.fetchCount(TAGS)).isZero();
  }

  record Moved(int from, Tag tag, Tag again) {}

  private static Moved moved(DSLContext db, int from, int to, String tag) {
    return fetchSingles(
        db,
        MOVE.with(from, to),
        ADD.with(to, tag),
        BY_ID.with(to),
        (id, added, found) -> new Moved(id, added, found));
  }

  @Test
  void differentCallsTravelTogetherAndEachSeesThoseBefore() {
    db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME).values(1, "Ada").execute();
    Tag tag = new Tag(2, "a; b -- 'c");

    List<String> statements =
        pool.statements(
            () -> assertThat(moved(db, 1, 2, tag.name())).isEqualTo(new Moved(2, tag, tag)));

    assertThat(statements).singleElement().asString().contains("update", "insert", "select");
    for (int i = 2; i < 20; i++) {
      // Often enough for the driver to leave them prepared on the server.
      Tag next = new Tag(i + 1, "n" + i);
      assertThat(moved(db, i, i + 1, next.name())).isEqualTo(new Moved(i + 1, next, next));
    }
  }

  @Test
  void ofDifferentCallsAllAreDoneOrNone() {
    db.insertInto(PEOPLE, PEOPLE.ID, PEOPLE.NAME).values(1, "Ada").execute();

    assertThatThrownBy(() -> moved(db, 4711, 2, "a")).isInstanceOf(NoDataFoundException.class);
    assertThatThrownBy(() -> moved(db, 1, 2, null))
        .isInstanceOf(IntegrityConstraintViolationException.class)
        .hasMessageContaining("null value in column");
    assertThat(db.fetchCount(TAGS)).isZero();
    assertThat(db.fetch(PEOPLE).getValues(PEOPLE.ID)).containsExactly(1);
    assertThat(moved(db, 1, 2, "a").tag()).isEqualTo(new Tag(2, "a"));
  }

  @Test
  void aDifferentCallWithALimitIsRunAloneAndInTheSameTransaction() {
    List<String> statements =
        pool.statements(() ->
            fetchSingles(
                db,
                ADD.with(1, "a"),
                BY_ID.with(1).timeout(Duration.ofSeconds(60)),
                (added, found) -> assertThat(found).isEqualTo(added)));

    assertThat(statements).hasSize(2);
  }

  @Test
  void nothingIsRunForNoCalls() {
    assertThat(pool.statements(() -> fetchEach(db, List.<BoundQuery<Tag>>of()))).isEmpty();
    assertThat(fetchSingles(db, List.<BoundQuery<Tag>>of())).isEmpty();
  }
}
