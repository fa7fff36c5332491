package dev.trestle.querytest;

import static dev.trestle.query.Conditions.given;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.querytest.db.Tables.ROOMS;
import static org.jooq.impl.DSL.select;

import dev.trestle.SigningKey;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared1;
import dev.trestle.query.Slice;
import dev.trestle.querytest.db.tables.records.RoomsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Seven rooms before each test, lists of them, and none afterwards. */
final class SevenRooms implements BeforeEachCallback, AfterEachCallback {
  /** Signs the cursors. */
  static final SigningKey KEY = SigningKey.random();

  /** Rooms of a floor, by house downwards; the key is not selected whole. */
  static final Prepared1<Integer, String> ON_FLOOR =
      prepare(
              ROOMS.FLOOR,
              floor ->
                  select(ROOMS.NUMBER)
                      .from(ROOMS)
                      .where(given(floor, ROOMS.FLOOR.eq(floor)))
                      .orderBy(ROOMS.HOUSE.desc(), ROOMS.NUMBER.desc()))
          .as(value());

  /** All rooms, in an order of several directions. */
  static final Prepared0<String> MIXED =
      prepare(() ->
              select(ROOMS.NUMBER)
                  .from(ROOMS)
                  .orderBy(ROOMS.FLOOR, ROOMS.HOUSE.desc(), ROOMS.NUMBER))
          .as(value());

  private final WatchedPool pool;

  SevenRooms(WatchedPool pool) {
    this.pool = pool;
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    for (int i = 1; i <= 7; i++) {
      add(i / 2, String.valueOf((char) ('a' + i)), i % 3);
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    pool.db().execute("truncate rooms, people, tags, moments cascade");
  }

  /** One more. */
  void add(int house, String number, int floor) {
    pool.db()
        .insertInto(ROOMS)
        .set(new RoomsRecord().setHouse(house).setNumber(number).setFloor(floor))
        .execute();
  }

  /** All rows, slice by slice. */
  static <T> List<T> forward(DSLContext db, BoundQuery<T> query, int size) {
    List<T> all = new ArrayList<>();
    Slice<T> slice = query.slice(db, KEY, Optional.empty(), size);
    all.addAll(slice.rows());
    while (slice.next().isPresent()) {
      slice = query.slice(db, KEY, slice.next(), size);
      all.addAll(slice.rows());
    }
    return all;
  }
}
