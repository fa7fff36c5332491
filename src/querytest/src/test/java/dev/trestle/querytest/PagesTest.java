package dev.trestle.querytest;

import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.SevenRooms.ON_FLOOR;
import static dev.trestle.querytest.db.Tables.ROOMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.count;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectDistinct;

import dev.trestle.HttpError;
import dev.trestle.query.Page;
import java.util.List;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Pages by number, and their total. */
class PagesTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  @RegisterExtension final SevenRooms rooms = new SevenRooms(pool);

  private final DSLContext db = pool.db();

  @Test
  void aPageOfAPreparedQueryKnowsItsTotal() {
    assertThat(ON_FLOOR.with(1).page(db, 1, 2))
        .isEqualTo(new Page<>(ON_FLOOR.with(1).fetch(db).subList(0, 2), 1, 2, 3));
    assertThat(ON_FLOOR.with(null).page(db, 9, 5)).isEqualTo(new Page<>(List.of(), 9, 5, 7));
    assertThat(pool.statements(() -> ON_FLOOR.with(1).page(db, 1, 2)))
        .containsExactly(
            "select rooms.number from rooms where (rooms.floor = ?) order by rooms.house desc,"
                + " rooms.number desc offset ? rows fetch next ? rows only",
            "select count(*) from rooms where (rooms.floor = ?)");
    assertThat(pool.statements(() -> ON_FLOOR.with(1).page(db, 2, 2))).hasSize(1);
    assertThatThrownBy(() -> ON_FLOOR.with(1).page(db, 0, 2)).isInstanceOf(HttpError.class);
  }

  @Test
  void groupsAreCountedAsRows() {
    assertThat(
            prepare(() ->
                    select(ROOMS.HOUSE, count())
                        .from(ROOMS)
                        .groupBy(ROOMS.HOUSE)
                        .orderBy(ROOMS.HOUSE))
                .with()
                .page(db, 1, 1)
                .total())
        .isEqualTo(4);
    assertThat(
            prepare(() -> selectDistinct(ROOMS.FLOOR).from(ROOMS).orderBy(ROOMS.FLOOR))
                .with()
                .page(db, 1, 1)
                .total())
        .isEqualTo(3);
  }
}
