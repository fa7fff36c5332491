package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.count;
import static dev.trestle.query.Relations.many;
import static dev.trestle.query.Relations.one;
import static dev.trestle.querytest.db.Tables.EVERYTHING;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.LETTER_TAGS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared0;
import dev.trestle.querytest.db.enums.Mood;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.UUID;
import org.jooq.JSON;
import org.jooq.JSONB;

/** Queries of all types and of relations within relations, as records. */
final class JsonQueries {
  private JsonQueries() {}

  record Scalars(
      Long id,
      String aText,
      String aVarchar,
      String aChar,
      Boolean aBool,
      Short aSmall,
      Integer anInt,
      Long aBig,
      Float aReal,
      Double aDouble,
      BigDecimal aNumeric,
      BigDecimal aMoney,
      UUID aUuid) {}

  record Others(
      LocalDate aDate,
      LocalTime aTime,
      OffsetTime aTimetz,
      LocalDateTime aTimestamp,
      OffsetDateTime anInstant,
      byte[] aBytea,
      JSON aJson,
      JSONB aJsonb,
      Mood aMood,
      Integer aPercent,
      String[] texts,
      Integer[] ints,
      UUID[] uuids,
      Mood[] moods) {}

  static final Prepared0<Scalars> SCALARS =
      prepare(() ->
              select(
                      EVERYTHING.ID,
                      EVERYTHING.A_TEXT,
                      EVERYTHING.A_VARCHAR,
                      EVERYTHING.A_CHAR,
                      EVERYTHING.A_BOOL,
                      EVERYTHING.A_SMALL,
                      EVERYTHING.AN_INT,
                      EVERYTHING.A_BIG,
                      EVERYTHING.A_REAL,
                      EVERYTHING.A_DOUBLE,
                      EVERYTHING.A_NUMERIC,
                      EVERYTHING.A_MONEY,
                      EVERYTHING.A_UUID)
                  .from(EVERYTHING)
                  .orderBy(EVERYTHING.ID))
          .as(mapping(Scalars::new));

  static final Prepared0<Others> OTHERS =
      prepare(() ->
              select(
                      EVERYTHING.A_DATE,
                      EVERYTHING.A_TIME,
                      EVERYTHING.A_TIMETZ,
                      EVERYTHING.A_TIMESTAMP,
                      EVERYTHING.AN_INSTANT,
                      EVERYTHING.A_BYTEA,
                      EVERYTHING.A_JSON,
                      EVERYTHING.A_JSONB,
                      EVERYTHING.A_MOOD,
                      EVERYTHING.A_PERCENT,
                      EVERYTHING.TEXTS,
                      EVERYTHING.INTS,
                      EVERYTHING.UUIDS,
                      EVERYTHING.MOODS)
                  .from(EVERYTHING)
                  .orderBy(EVERYTHING.ID))
          .as(mapping(Others::new));

  record Recipient(int id, String name) {}

  record Letter(int id, String body, Recipient recipient, List<String> tags) {}

  record Sender(String name, int count, List<Letter> letters, List<Friend> friends) {}

  record Friend(String name, Boss boss) {}

  record Boss(String name, List<Recipient> reports) {}

  static final Prepared0<Sender> SENDERS =
      prepare(() ->
              select(
                      PEOPLE.NAME,
                      count(PEOPLE.lettersSenderIdFkey()),
                      many(
                          PEOPLE.lettersSenderIdFkey(),
                          select(
                                  LETTERS.ID,
                                  LETTERS.BODY,
                                  one(
                                      row(
                                          LETTERS.lettersRecipientIdFkey().ID,
                                          LETTERS.lettersRecipientIdFkey().NAME),
                                      mapping(Recipient::new)),
                                  many(
                                      LETTERS.letterTags(),
                                      select(LETTER_TAGS.tags().NAME)
                                          .from(LETTER_TAGS)
                                          .orderBy(LETTER_TAGS.tags().NAME),
                                      value()))
                              .from(LETTERS)
                              .orderBy(LETTERS.BODY.desc(), LETTERS.ID),
                          mapping(Letter::new)),
                      many(
                          PEOPLE.people(),
                          select(
                                  PEOPLE.NAME,
                                  one(
                                      row(
                                          PEOPLE.people().NAME,
                                          many(
                                              PEOPLE.people().people(),
                                              select(PEOPLE.ID, PEOPLE.NAME)
                                                  .from(PEOPLE)
                                                  .orderBy(PEOPLE.ID.desc())
                                                  .limit(2),
                                              mapping(Recipient::new))),
                                      mapping(Boss::new)))
                              .from(PEOPLE)
                              .orderBy(PEOPLE.NAME, PEOPLE.ID),
                          mapping(Friend::new)))
                  .from(PEOPLE)
                  .orderBy(PEOPLE.ID))
          .as(mapping(Sender::new));
}
