package dev.trestle.querytest;

import static dev.trestle.query.Mapping.mapping;
import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static dev.trestle.query.Relations.count;
import static dev.trestle.query.Relations.many;
import static dev.trestle.query.Relations.one;
import static dev.trestle.querytest.db.Tables.BEDS;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.LETTER_TAGS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static dev.trestle.querytest.db.Tables.ROOMS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import dev.trestle.query.Prepared0;
import dev.trestle.query.Prepared1;
import dev.trestle.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.tools.jdbc.DefaultConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RelationsTest {
  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  record Recipient(int id, String name) {}

  record Letter(int id, String body, Recipient recipient, List<String> tags) {}

  record Sender(String name, int count, List<Letter> letters) {}

  private static final Prepared1<String, Sender> SENDERS =
      prepare(
              String.class,
              unwanted ->
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
                                  .where(LETTERS.BODY.ne(unwanted))
                                  .orderBy(LETTERS.ID.desc()),
                              mapping(Letter::new)))
                      .from(PEOPLE)
                      .orderBy(PEOPLE.ID))
          .as(mapping(Sender::new));

  private final List<String> sent = new ArrayList<>();
  private Connection connection;
  private DSLContext db;

  @BeforeEach
  void connect() throws SQLException {
    connection =
        DriverManager.getConnection(
            database.url().jdbcUrl(), database.url().user(), database.url().password());
    db =
        DSL.using(
            new DefaultConnection(connection) {
              @Override
              public PreparedStatement prepareStatement(String sql) throws SQLException {
                sent.add(sql);
                return super.prepareStatement(sql);
              }
            },
            SQLDialect.POSTGRES);
    DSL.using(connection)
        .execute(
            """
            insert into people values (1, 'Ada', null), (2, 'Bob', 1), (3, 'Cid', 1);
            insert into tags values (1, 'love'), (2, 'bill'), (3, 'none');
            insert into letters values
              (1, 1, 2, 'one'), (2, 1, 3, 'two'), (3, 1, null, 'three'), (4, 2, 1, 'four'),
              (5, 1, 2, 'junk');
            insert into letter_tags values (1, 1), (1, 2), (4, 1);
            insert into rooms values (1, 'a', 0), (1, 'b', 0), (2, 'a', 1), (3, 'z', 9);
            insert into beds values
              (1, 1, 'a', 'x'), (2, 1, 'b', 'y'), (3, 2, 'a', 'z'), (4, 1, 'a', 'w'),
              (5, null, 'a', 'lost'), (6, null, null, 'lost');
            """);
  }

  @AfterEach
  void clear() throws SQLException {
    DSL.using(connection).execute("truncate people, letters, tags, letter_tags, rooms, beds");
    connection.close();
  }

  @Test
  void aKeyThatIsSelectedIsNotSentTwice() {
    record Sent(int id, int senderId) {}
    List<List<Sent>> letters =
        prepare(() ->
                select(
                        many(
                            PEOPLE.lettersSenderIdFkey(),
                            select(LETTERS.ID, LETTERS.SENDER_ID).from(LETTERS).orderBy(LETTERS.ID),
                            mapping(Sent::new)))
                    .from(PEOPLE)
                    .where(PEOPLE.ID.eq(2)))
            .as(value())
            .with()
            .fetch(db);

    assertThat(letters).containsExactly(List.of(new Sent(4, 2)));
    assertThat(sent.get(1))
        .startsWith(
            "select \"public\".\"letters\".\"id\", \"public\".\"letters\".\"sender_id\" from");
  }

  @Test
  void relationsNestWithOneStatementPerLevel() {
    List<Sender> senders = SENDERS.with("junk").fetch(db);

    assertThat(senders)
        .containsExactly(
            new Sender(
                "Ada",
                4,
                List.of(
                    new Letter(3, "three", null, List.of()),
                    new Letter(2, "two", new Recipient(3, "Cid"), List.of()),
                    new Letter(1, "one", new Recipient(2, "Bob"), List.of("bill", "love")))),
            new Sender(
                "Bob", 1, List.of(new Letter(4, "four", new Recipient(1, "Ada"), List.of("love")))),
            new Sender("Cid", 0, List.of()));
    assertThat(sent).hasSize(3);
    assertThat(sent.get(1))
        .contains("\"sender_id\" = any (")
        .doesNotContain("recipient_id\" = any");
  }

  @Test
  void noParentsNoStatement() {
    DSL.using(connection).execute("truncate people cascade");
    assertThat(SENDERS.with("junk").fetch(db)).isEmpty();
    assertThat(sent).hasSize(1);
  }

  @Test
  void aLimitCountsForEachParent() {
    record Few(String name, List<Integer> letters) {}
    Prepared1<Integer, Few> query =
        prepare(
                Integer.class,
                limit ->
                    select(
                            PEOPLE.NAME,
                            many(
                                PEOPLE.lettersSenderIdFkey(),
                                select(LETTERS.ID)
                                    .from(LETTERS)
                                    .orderBy(LETTERS.ID.desc())
                                    .limit(limit)
                                    .offset(1),
                                value()))
                        .from(PEOPLE)
                        .orderBy(PEOPLE.ID))
            .as(mapping(Few::new));
    assertThat(query.with(2).fetch(db))
        .containsExactly(
            new Few("Ada", List.of(3, 2)), new Few("Bob", List.of()), new Few("Cid", List.of()));
    assertThat(sent).hasSize(2);
  }

  @Test
  void columnsOfOneNameDoNotMeetInALimitedRelation() {
    record Both(int id, Recipient recipient) {}
    record Few(String name, List<Both> letters) {}
    Prepared0<Few> query =
        prepare(() ->
                select(
                        PEOPLE.NAME,
                        many(
                            PEOPLE.lettersSenderIdFkey(),
                            select(
                                    LETTERS.ID,
                                    one(
                                        row(
                                            LETTERS.lettersRecipientIdFkey().ID,
                                            LETTERS.lettersRecipientIdFkey().NAME),
                                        mapping(Recipient::new)))
                                .from(LETTERS)
                                .orderBy(LETTERS.ID)
                                .limit(1),
                            mapping(Both::new)))
                    .from(PEOPLE)
                    .where(PEOPLE.ID.eq(2)))
            .as(mapping(Few::new));
    assertThat(query.with().fetch(db))
        .containsExactly(new Few("Bob", List.of(new Both(4, new Recipient(1, "Ada")))));
  }

  @Test
  void keysMayHaveSeveralColumns() {
    record Room(int house, String number, List<String> beds) {}
    for (boolean limited : new boolean[] {false, true}) {
      Prepared0<Room> query =
          prepare(
                  () -> {
                    var beds = select(BEDS.KIND).from(BEDS).orderBy(BEDS.KIND);
                    return select(
                            ROOMS.HOUSE,
                            ROOMS.NUMBER,
                            many(ROOMS.beds(), limited ? beds.limit(5) : beds, value()))
                        .from(ROOMS)
                        .orderBy(ROOMS.HOUSE, ROOMS.NUMBER);
                  })
              .as(mapping(Room::new));
      assertThat(query.with().fetch(db))
          .containsExactly(
              new Room(1, "a", List.of("w", "x")),
              new Room(1, "b", List.of("y")),
              new Room(2, "a", List.of("z")),
              new Room(3, "z", List.of()));
    }
  }

  @Test
  void aRelationOfAnAliasedTableFollowsTheAlias() {
    record Writer(String name, List<Integer> letters) {}
    var writer = PEOPLE.as("writer");
    Prepared0<Writer> query =
        prepare(() ->
                select(
                        writer.NAME,
                        many(
                            writer.lettersSenderIdFkey(),
                            select(LETTERS.ID).from(LETTERS).orderBy(LETTERS.ID),
                            value()))
                    .from(writer)
                    .where(writer.ID.eq(1)))
            .as(mapping(Writer::new));
    assertThat(query.with().fetchSingle(db).letters()).containsExactly(1, 2, 3, 5);
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() ->
            prepare(() ->
                    select(many(ROOMS.beds(), select(BEDS.KIND).from(BEDS), value())).from(PEOPLE))
                .with()
                .fetch(db))
        .hasMessageContaining(
            "many(Beds) is a path from a table that its query does not select from");
    assertThatThrownBy(() ->
            prepare(() ->
                    select(many(ROOMS.beds(), select(PEOPLE.NAME).from(PEOPLE), value()))
                        .from(ROOMS))
                .with()
                .fetch(db))
        .hasMessageContaining(
            "many(…) follows a path to Beds, so its select has to be from that table");
    assertThatThrownBy(() ->
            db.select(many(ROOMS.beds(), select(BEDS.KIND).from(BEDS), value()))
                .from(ROOMS)
                .fetch())
        .hasMessageContaining("works in a prepared query only");
  }

  @Test
  void aQueryWithARelationCanStillBeShown() {
    String shown =
        select(many(PEOPLE.people(), select(PEOPLE.ID).from(PEOPLE), value()))
            .from(PEOPLE)
            .toString();

    assertThat(shown).contains("many(…)");
  }
}
