package dev.trestle.querytest;

import static dev.trestle.querytest.SevenRooms.KEY;
import static dev.trestle.querytest.SevenRooms.MIXED;
import static dev.trestle.querytest.SevenRooms.ON_FLOOR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.HttpError;
import dev.trestle.SigningKey;
import dev.trestle.query.BoundQuery;
import java.util.List;
import java.util.Optional;
import org.jooq.DSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients send to read on. */
class CursorsTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  @RegisterExtension final SevenRooms rooms = new SevenRooms(pool);

  private final DSLContext db = pool.db();

  @Test
  void aCursorOfAnotherListIsABadRequest() {
    String cursor = ON_FLOOR.with(1).slice(db, KEY, Optional.empty(), 1).next().orElseThrow();
    assertBadCursor(MIXED.with(), KEY, cursor);
    assertBadCursor(ON_FLOOR.with(null), KEY, cursor);
    assertBadCursor(ON_FLOOR.with(1), SigningKey.random(), cursor);
    assertThat(ON_FLOOR.with(2).slice(db, KEY, Optional.of(cursor), 1)).isNotNull();
  }

  @Test
  void whatIsNoCursorIsABadRequest() {
    String cursor = MIXED.with().slice(db, KEY, Optional.empty(), 1).next().orElseThrow();
    assertThat(cursor).matches("[A-Za-z0-9_-]+");
    for (String text :
        List.of(
            "",
            " ",
            "null",
            "' or 1=1 --",
            "\u0000",
            cursor.substring(1),
            cursor.substring(0, cursor.length() - 1),
            cursor + "A",
            cursor.toLowerCase(java.util.Locale.ROOT),
            KEY.sign("cursor", new byte[] {1}),
            "A".repeat(100_000))) {
      assertBadCursor(MIXED.with(), KEY, text);
    }
  }

  private void assertBadCursor(BoundQuery<?> query, SigningKey key, String cursor) {
    assertThat(
            pool.statements(() ->
                assertThatThrownBy(() -> query.slice(db, key, Optional.of(cursor), 2))
                    .isInstanceOfSatisfying(
                        HttpError.class, e -> assertThat(e.status()).isEqualTo(400))
                    .hasMessage(
                        "The cursor is none that this list has given; leave it out to begin at the"
                            + " start")))
        .isEmpty();
  }

  @Test
  void aSizeOutOfBoundsIsABadRequest() {
    for (int size : List.of(-1, 0, 10_001, Integer.MAX_VALUE)) {
      assertThatThrownBy(() -> MIXED.with().slice(db, KEY, Optional.empty(), size))
          .isInstanceOf(HttpError.class)
          .hasMessage("A page cannot have " + size + " rows; ask for 1 to 10000");
    }
  }
}
