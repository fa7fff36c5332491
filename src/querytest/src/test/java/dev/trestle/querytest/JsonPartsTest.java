package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.many;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.LETTER_TAGS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.orderBy;
import static org.jooq.impl.DSL.rowNumber;
import static org.jooq.impl.DSL.select;

import dev.trestle.internal.json.Json;
import dev.trestle.query.BoundQuery;
import dev.trestle.query.JsonRows;
import dev.trestle.query.Prepared1;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long answers are read in batches, with no connection out between them. */
class JsonPartsTest {
  @RegisterExtension static final WatchedPool pool = new WatchedPool();

  private static final JsonRows ROWS = JsonRows.of(Json.defaults().build());

  record Letter(int id, String body, List<Integer> tags) {}

  /** The order's first column is not selected, and many rows share its values. */
  private static final Prepared1<Integer, Letter> FROM =
      prepare(
              Integer.class,
              sender ->
                  select(
                          LETTERS.ID,
                          LETTERS.BODY,
                          many(
                              LETTERS.letterTags(),
                              select(LETTER_TAGS.TAG_ID)
                                  .from(LETTER_TAGS)
                                  .orderBy(LETTER_TAGS.TAG_ID),
                              value()))
                      .from(LETTERS)
                      .where(LETTERS.SENDER_ID.ge(sender))
                      .orderBy(LETTERS.SENDER_ID.desc(), LETTERS.ID))
          .as(mapping(Letter::new));

  @AfterEach
  void empty() {
    pool.db().execute("truncate people, letters, tags, letter_tags");
  }

  private static void write(int letters, int length) {
    pool.db()
        .execute(
            """
            insert into people select i, 'p' || i, null from generate_series(1, 9) i;
            insert into tags select i, 't' || i from generate_series(1, 3) i;
            insert into letters
            select i, 1 + i % 9, null, repeat(chr(97 + i % 26), ?) from generate_series(1, ?) i;
            insert into letter_tags select id, 1 + id % 3 from letters where id % 2 = 0
            """,
            length, letters);
  }

  private static String joined(Iterator<byte[]> parts) {
    StringBuilder json = new StringBuilder();
    parts.forEachRemaining(part -> json.append(new String(part, StandardCharsets.UTF_8)));
    return json.toString();
  }

  private static String whole(BoundQuery<?> query) {
    return new String(ROWS.write(pool.db(), query), StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 999, 1_000, 1_001, 25_000})
  void allPartsTogetherAreTheWhole(int letters) {
    write(letters, 20);

    assertThat(joined(ROWS.parts(pool.db(), FROM.with(1)))).isEqualTo(whole(FROM.with(1)));
    assertThat(joined(ROWS.parts(pool.db(), FROM.with(9)))).isEqualTo(whole(FROM.with(9)));
  }

  @Test
  void aShortAnswerIsOnePartOfOneStatementAndThatOfItsRelation() {
    write(500, 20);

    List<String> statements = pool.statements(() -> joined(ROWS.parts(pool.db(), FROM.with(1))));

    assertThat(statements).hasSize(2);
    assertThat(statements.getFirst())
        .endsWith("order by letters.sender_id desc, letters.id fetch next ? rows only");
  }

  @Test
  void eachBatchIsBeyondTheLastRowOfTheOneBefore() {
    write(2_500, 1);

    List<String> statements = pool.statements(() -> joined(ROWS.parts(pool.db(), FROM.with(1))));

    assertThat(statements.get(2))
        .contains("letters.sender_id <= ?", "letters.id > ?", "fetch next ? rows only");
  }

  @Test
  void partsStaySmallHoweverLongTheRowsAre() {
    write(3_000, 50_000);

    List<Integer> sizes = new ArrayList<>();
    ROWS.parts(pool.db(), FROM.with(1)).forEachRemaining(part -> sizes.add(part.length));

    // Until the first batch is read, nobody knows how long a row is.
    assertThat(sizes.subList(1, sizes.size())).allMatch(size -> size < 512 * 1024);
    assertThat(sizes.stream().mapToInt(size -> size).sum()).isGreaterThan(3_000 * 50_000);
  }

  @Test
  void noConnectionIsOutBetweenParts() {
    write(25_000, 20);

    Iterator<byte[]> parts = ROWS.parts(pool.db(), FROM.with(1));
    while (parts.hasNext()) {
      parts.next();
      assertThat(pool.active()).isZero();
    }
  }

  @Test
  void rowsThatAreThereAllTheTimeComeOnce() {
    write(25_000, 20);
    String before = whole(FROM.with(1));
    Iterator<byte[]> parts = ROWS.parts(pool.db(), FROM.with(1));
    StringBuilder json = new StringBuilder();

    for (int i = 0; parts.hasNext(); i++) {
      json.append(new String(parts.next(), StandardCharsets.UTF_8));
      pool.db().execute("insert into people values (?, 'new', null)", 100 + i);
      pool.db().execute("insert into letters values (?, ?, null, 'new')", 50_000 + i, 1 + i % 9);
      pool.db().execute("insert into letters values (?, 9, null, 'new')", -1 - i);
    }

    assertThat(json.toString().replaceAll(",?\\{[^}]*\"body\":\"new\"[^}]*}", ""))
        .isEqualTo(before);
  }

  record Ranked(int id, int rank) {}

  @Test
  void whatSaysSomethingOfOtherRowsIsReadAtOnce() {
    write(2_500, 1);
    BoundQuery<Ranked> ranked =
        prepare(() ->
                select(LETTERS.ID, rowNumber().over(orderBy(LETTERS.ID)))
                    .from(LETTERS)
                    .orderBy(LETTERS.ID))
            .as(mapping(Ranked::new))
            .with();

    Iterator<byte[]> parts = ROWS.parts(pool.db(), ranked);

    assertThat(new String(parts.next(), StandardCharsets.UTF_8)).endsWith("\"rank\":2500}]");
    assertThat(parts.hasNext()).isFalse();
  }

  record Loud(String body) {
    Loud {
      body = body.toUpperCase(Locale.ROOT);
    }
  }

  @Test
  void whatCannotBeReadInBatchesIsOnePart() {
    write(2_500, 20);

    for (BoundQuery<?> query :
        List.of(
            prepare(() -> select(LETTERS.ID).from(LETTERS).orderBy(LETTERS.ID).limit(2_000))
                .as(value())
                .with(),
            prepare(() -> select(LETTERS.BODY).from(LETTERS).orderBy(LETTERS.BODY))
                .as(value())
                .with(),
            prepare(() -> select(PEOPLE.BOSS_ID).from(PEOPLE)).as(value()).with(),
            prepare(() -> select(LETTERS.BODY).from(LETTERS).orderBy(LETTERS.ID))
                .as(mapping(Loud::new))
                .with())) {
      Iterator<byte[]> parts = ROWS.parts(pool.db(), query);
      assertThat(new String(parts.next(), StandardCharsets.UTF_8)).isEqualTo(whole(query));
      assertThat(parts.hasNext()).isFalse();
    }
  }
}
