package dev.trestle.querytest;

import static dev.trestle.querytest.CancelledWork.begin;
import static dev.trestle.querytest.Crowd.join;
import static dev.trestle.querytest.SharedPeople.BY_ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.internal.share.Sharing;
import dev.trestle.query.SharedLookups;
import dev.trestle.querytest.SharedPeople.Person;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.IntStream;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Lookups whose calls travel together. */
@Timeout(120)
class SharedLookupTest {
  @RegisterExtension
  @Order(1)
  static final WatchedPool pool = new WatchedPool();

  @RegisterExtension
  @Order(2)
  static final SharedPeople people = new SharedPeople(pool);

  private static final String ALONE =
      "select people.id, people.name from people where people.id = ?";
  private static final String TOGETHER =
      "select trestle_rows.*, trestle_calls.call from unnest(cast(? as int4[])) with ordinality as"
          + " trestle_calls (argument_0, call) cross join lateral (select people.id, people.name"
          + " from people where people.id = trestle_calls.argument_0) as trestle_rows";

  private final DSLContext db = pool.db();

  @Test
  void aCallAloneIsThePlainStatement() {
    assertThat(pool.statements(() -> BY_ID.with(7).fetchSingle(db))).containsExactly(ALONE);
    assertThat(BY_ID.with(7).sql(db)).isEqualTo(ALONE);
  }

  @Test
  void whoAsksMeanwhileIsAnsweredByOneStatement() throws Exception {
    List<FutureTask<Optional<Person>>> calls = new ArrayList<>();

    List<String> sent =
        pool.statements(() -> {
          try (Crowd crowd = new Crowd(db)) {
            for (int id : new int[] {1, 2, 3, 2, 1000, 4}) {
              calls.add(crowd.ask(() -> BY_ID.with(id).fetchOptional(db)));
            }
          }
          return join(calls);
        });

    assertThat(sent).filteredOn(sql -> sql.contains("people.id")).containsExactly(ALONE, TOGETHER);
    assertThat(join(calls))
        .containsExactly(person(1), person(2), person(3), person(2), Optional.empty(), person(4));
  }

  @Test
  void noMoreThan64TravelTogether() {
    List<FutureTask<Optional<Person>>> calls = new ArrayList<>();

    List<String> sent =
        pool.statements(() -> {
          try (Crowd crowd = new Crowd(db)) {
            IntStream.rangeClosed(1, 100)
                .forEach(id -> calls.add(crowd.ask(() -> BY_ID.with(id).fetchOptional(db))));
          }
          return join(calls);
        });

    assertThat(sent)
        .filteredOn(sql -> sql.contains("people.id"))
        .containsExactly(ALONE, TOGETHER, TOGETHER);
    assertThat(join(calls))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 100).mapToObj(SharedLookupTest::person).toList());
  }

  @Test
  void callsAndStatementsAreCounted() {
    Sharing sharing = Sharing.of(db.configuration()).orElseThrow();
    SharedLookups before = sharing.figures();
    List<FutureTask<Optional<Person>>> calls = new ArrayList<>();

    try (Crowd crowd = new Crowd(db)) {
      IntStream.rangeClosed(1, 6)
          .forEach(id -> calls.add(crowd.ask(() -> BY_ID.with(id).fetchOptional(db))));
    }

    join(calls);
    SharedLookups after = sharing.figures();
    assertThat(after.calls() - before.calls()).isEqualTo(6);
    assertThat(after.shared() - before.shared()).isEqualTo(5);
    assertThat(after.statements() - before.statements()).isEqualTo(2);
    assertThat(after.largest()).isGreaterThanOrEqualTo(5);
  }

  @Test
  void whereSharingIsOffEachCallIsAStatement() {
    Sharing sharing = Sharing.of(db.configuration()).orElseThrow();
    List<FutureTask<Optional<Person>>> calls = new ArrayList<>();

    sharing.enable(false);
    try {
      List<String> sent =
          pool.statements(() -> {
            for (int id = 1; id <= 8; id++) {
              int each = id;
              calls.add(begin(() -> BY_ID.with(each).fetchOptional(db)));
            }
            return join(calls);
          });

      assertThat(sent).hasSize(8).containsOnly(ALONE);
    } finally {
      sharing.enable(true);
    }
  }

  @Test
  void aTransactionSharesNothing() {
    List<String> sent =
        pool.statements(() ->
            db.transactionResult(tx -> {
              tx.dsl().execute("update people set name = 'changed' where id = 1");
              return BY_ID.with(1).fetchSingle(tx.dsl());
            }));

    assertThat(sent).contains(ALONE);
  }

  @Test
  void whatWasWrittenBeforeIsSeen() {
    List<FutureTask<Boolean>> writers =
        IntStream.range(0, 8)
            .mapToObj(writer ->
                begin(() -> {
                  for (int i = 0; i < 50; i++) {
                    int id = 1_000 + writer * 100 + i;
                    db.execute("insert into people values (" + id + ", 'new', null)");
                    if (BY_ID.with(id).fetchOptional(db).isEmpty()) {
                      return false;
                    }
                  }
                  return true;
                }))
            .toList();

    assertThat(join(writers)).containsOnly(true);
  }

  private static Optional<Person> person(int id) {
    return Optional.of(new Person(id, "p" + id));
  }
}
