package dev.trestle.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collections;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jooq.JSONB;
import org.junit.jupiter.api.Test;

class BoundValuesTest {
  @Test
  void theirTextFormHasTypesAndSizesOnly() {
    BoundValues values =
        BoundValues.of(
            UUID.randomUUID(),
            "ada@example.org",
            null,
            42,
            42L,
            new BigDecimal("1.5"),
            true,
            LocalDate.MIN,
            OffsetDateTime.MAX,
            new byte[20],
            JSONB.valueOf("{}"),
            new String[] {"secret", "secret"},
            TimeUnit.DAYS);

    assertThat(values)
        .hasToString(
            "[uuid, text(15), null, integer, bigint, numeric, boolean, date, timestamptz,"
                + " bytea(20), jsonb(2), text[2], TimeUnit]");
    assertThat(values.size()).isEqualTo(13);
  }

  @Test
  void revealedTheyStayOnOneLine() {
    assertThat(
            BoundValues.of(
                    "a\nb\r\t\u0000\u2028\u202e'c'",
                    1,
                    null,
                    true,
                    new Integer[] {1, 2},
                    new byte[3])
                .revealed())
        .isEqualTo("['a\\nb\\r\\t\\u0000\\u2028\\u202e'c'', 1, null, true, [1, 2], bytea(3)]");
  }

  @Test
  void longOnesAndManyAreCut() {
    assertThat(BoundValues.of("x".repeat(1_000_000)).revealed())
        .isEqualTo("['" + "x".repeat(200) + "… (1000000 characters)']");
    assertThat(BoundValues.of(Collections.nCopies(60, 1).toArray()).toString())
        .startsWith("[integer, integer, ")
        .endsWith(", integer, 10 more]");
  }

  @Test
  void whoKeepsThemKnowsAboutHowMuchThatTakes() {
    assertThat(BoundValues.of().bytes()).isZero();
    assertThat(BoundValues.of("x".repeat(1_000), null, 1).bytes()).isBetween(2_000L, 2_200L);
    assertThat(BoundValues.of(new byte[5_000], JSONB.valueOf("x".repeat(1_000))).bytes())
        .isBetween(7_000L, 7_200L);
    assertThat(BoundValues.of((Object) new String[] {"x".repeat(500), "y".repeat(500)}).bytes())
        .isBetween(2_000L, 2_200L);
  }

  @Test
  void laterChangesOfTheArrayAreNotSeen() {
    Object[] array = {"a"};
    BoundValues values = BoundValues.of(array);
    array[0] = 1;

    assertThat(values).hasToString("[text(1)]");
  }
}
