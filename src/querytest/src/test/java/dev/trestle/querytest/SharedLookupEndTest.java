package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.CancelledWork.assertCancelled;
import static dev.trestle.querytest.CancelledWork.begin;
import static dev.trestle.querytest.Crowd.join;
import static dev.trestle.querytest.SharedPeople.BY_ID;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.max;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import dev.trestle.internal.share.Sharing;
import dev.trestle.internal.work.Owner;
import dev.trestle.internal.work.RequestWork;
import dev.trestle.query.Prepared1;
import dev.trestle.querytest.SharedPeople.Person;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls of a shared lookup that fail, leave or wait for too long. */
@Timeout(120)
class SharedLookupEndTest {
  @RegisterExtension
  @Order(1)
  static final WatchedPool pool = new WatchedPool();

  @RegisterExtension
  @Order(2)
  static final SharedPeople people = new SharedPeople(pool);

  private final DSLContext db = pool.db();

  @Test
  void anArgumentThatFailsFailsItsOwnCallOnly() {
    Prepared1<Integer, Integer> share =
        prepare(
                Integer.class,
                part -> select(val(100).div(part)).from(PEOPLE).where(PEOPLE.ID.eq(1)))
            .as(value())
            .shared();
    List<FutureTask<Integer>> calls = new ArrayList<>();

    try (Crowd crowd = new Crowd(db)) {
      for (int part : new int[] {1, 2, 0, 4}) {
        calls.add(crowd.ask(() -> share.with(part).fetchSingle(db)));
      }
    }

    assertThatThrownBy(calls.get(2)::get)
        .cause()
        .isInstanceOfSatisfying(
            DataAccessException.class, e -> assertThat(e.sqlState()).isEqualTo("22012"));
    calls.remove(2);
    assertThat(join(calls)).containsExactly(100, 50, 25);
  }

  @Test
  void whoIsCancelledWhileWaitingLeavesAndTheOthersStay() throws Exception {
    RequestWork gone = new RequestWork();
    DSLContext theirs = gone.over(db.configuration(), Owner.NOBODY).dsl();

    FutureTask<Optional<Person>> first;
    FutureTask<Optional<Person>> second;
    try (Crowd crowd = new Crowd(db)) {
      first = crowd.ask(() -> BY_ID.with(1).fetchOptional(db));
      FutureTask<?> left = crowd.ask(() -> BY_ID.with(2).fetchOptional(theirs));
      second = crowd.ask(() -> BY_ID.with(3).fetchOptional(db));

      gone.cancel();

      assertCancelled(left);
      assertThat(first.isDone()).isFalse();
    }
    assertThat(first.get()).isEqualTo(person(1));
    assertThat(second.get()).isEqualTo(person(3));
  }

  @Test
  void whoRunsTheStatementIsCancelledAndTheOthersRunItAgain() throws Exception {
    RequestWork gone = new RequestWork();
    DSLContext theirs = gone.over(db.configuration(), Owner.NOBODY).dsl();

    FutureTask<Optional<Person>> second;
    FutureTask<Optional<Person>> third;
    try (Crowd crowd = new Crowd(db)) {
      FutureTask<?> first = crowd.ask(() -> BY_ID.with(1).fetchOptional(theirs));
      second = crowd.ask(() -> BY_ID.with(2).fetchOptional(db));
      third = crowd.ask(() -> BY_ID.with(3).fetchOptional(db));

      gone.cancel();

      assertCancelled(first);
    }
    assertThat(second.get()).isEqualTo(person(2));
    assertThat(third.get()).isEqualTo(person(3));
  }

  @Test
  void whoLeadsOthersIsCancelledAndTheOthersRunItAgain() throws Exception {
    RequestWork gone = new RequestWork();
    DSLContext theirs = gone.over(db.configuration(), Owner.NOBODY).dsl();
    RequestWork alsoGone = new RequestWork();
    DSLContext first = alsoGone.over(db.configuration(), Owner.NOBODY).dsl();

    FutureTask<Optional<Person>> third;
    try (Crowd crowd = new Crowd(db)) {
      FutureTask<?> leader = crowd.ask(() -> BY_ID.with(1).fetchOptional(first));
      FutureTask<?> next = crowd.ask(() -> BY_ID.with(2).fetchOptional(theirs));
      third = crowd.ask(() -> BY_ID.with(3).fetchOptional(db));
      alsoGone.cancel();
      assertCancelled(leader);
      crowd.waitForLocks(1);

      gone.cancel();

      assertCancelled(next);
    }
    assertThat(third.get()).isEqualTo(person(3));
  }

  @Test
  void whoWaitsForTooLongGoesAlone() {
    Sharing sharing = Sharing.of(db.configuration()).orElseThrow();
    List<FutureTask<Optional<Person>>> calls = new ArrayList<>();

    try (Crowd crowd = new Crowd(db)) {
      calls.add(crowd.ask(() -> BY_ID.with(1).fetchOptional(db)));
      sharing.longestWait(Duration.ofMillis(1));
      calls.add(begin(() -> BY_ID.with(2).fetchOptional(db)));
      crowd.waitForConnections(pool, 3);
    }

    assertThat(join(calls)).containsExactly(person(1), person(2));
  }

  @Test
  void whoIsInterruptedWhileWaitingLeavesAndTheOthersStay() throws Exception {
    List<FutureTask<Optional<Person>>> calls = new ArrayList<>();

    try (Crowd crowd = new Crowd(db)) {
      calls.add(crowd.ask(() -> BY_ID.with(1).fetchOptional(db)));
      FutureTask<Boolean> left =
          crowd.ask(() -> {
            assertThatThrownBy(() -> BY_ID.with(2).fetchOptional(db))
                .isInstanceOf(DataAccessException.class)
                .hasMessageContaining("Interrupted");
            return Thread.interrupted();
          });
      calls.add(crowd.ask(() -> BY_ID.with(3).fetchOptional(db)));

      crowd.thread(1).interrupt();

      assertThat(left.get()).isTrue();
    }
    assertThat(join(calls)).containsExactly(person(1), person(3));
  }

  @Test
  void aSharedFormThatTheServerRefusesIsNotSentAgain() {
    Prepared1<Integer, Integer> most =
        prepare(Integer.class, id -> select(max(id)).from(PEOPLE)).as(value()).shared();

    List<String> sent =
        pool.statements(() -> {
          List<FutureTask<Integer>> calls = new ArrayList<>();
          try (Crowd crowd = new Crowd(db)) {
            for (int id = 1; id <= 3; id++) {
              int each = id;
              calls.add(crowd.ask(() -> most.with(each).fetchSingle(db)));
            }
          }
          assertThat(join(calls)).containsExactly(1, 2, 3);
          try (Crowd crowd = new Crowd(db)) {
            calls.add(crowd.ask(() -> most.with(4).fetchSingle(db)));
            calls.add(begin(() -> most.with(5).fetchSingle(db)));
            crowd.waitForConnections(pool, 3);
          }
          return join(calls);
        });

    assertThat(sent).filteredOn(sql -> sql.contains("trestle_calls")).hasSize(1);
  }

  private static Optional<Person> person(int id) {
    return Optional.of(new Person(id, "p" + id));
  }
}
