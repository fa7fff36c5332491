package dev.trestle.querytest;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.db.Tables.ROOMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.select;

import dev.trestle.HttpError;
import dev.trestle.query.Prepared0;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long lists as values, some at a time. */
class BatchesTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  /** The order's first column is not selected. */
  private static final Prepared0<String> ALL =
      prepare(() ->
              select(ROOMS.NUMBER).from(ROOMS).orderBy(ROOMS.HOUSE.desc(), ROOMS.NUMBER.desc()))
          .as(value());

  @BeforeEach
  void fill() {
    pool.db()
        .execute(
            "insert into rooms (house, number, floor) select i / 2, i, 1 from generate_series(1, 7) i");
  }

  @AfterEach
  void clear() {
    pool.db().execute("truncate rooms cascade");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 6, 7, 8, 10_000})
  void batchesMakeUpTheList(int size) {
    List<String> all = new ArrayList<>();
    for (List<String> batch : ALL.with().batches(pool.db(), size)) {
      assertThat(batch).hasSizeBetween(1, size);
      all.addAll(batch);
    }

    assertThat(all).isEqualTo(ALL.with().fetch(pool.db()));
  }

  @Test
  void whatWasReadIsNotReadAgainAndWhatIsDeletedDoesNotComeUp() {
    Iterator<List<String>> batches = ALL.with().batches(pool.db(), 2).iterator();

    assertThat(batches.next()).containsExactly("7", "6");
    pool.db().deleteFrom(ROOMS).where(ROOMS.NUMBER.in("5", "6")).execute();
    pool.db().execute("insert into rooms (house, number, floor) values (9, '9', 1)");
    assertThat(batches.next()).containsExactly("4", "3");
  }

  @Test
  void anEmptyListHasNoBatch() {
    clear();
    Iterator<List<String>> batches = ALL.with().batches(pool.db(), 2).iterator();

    assertThat(batches.hasNext()).isFalse();
    assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
  }

  @Test
  void whatLeavesOpenWhichRowComesNextIsRefused() {
    Prepared0<String> open = prepare(() -> select(ROOMS.NUMBER).from(ROOMS)).as(value());

    assertThatThrownBy(() -> open.with().batches(pool.db(), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("This query cannot be read in batches: it needs an order");
    assertThatThrownBy(() -> ALL.with().batches(pool.db(), 0)).isInstanceOf(HttpError.class);
  }
}
