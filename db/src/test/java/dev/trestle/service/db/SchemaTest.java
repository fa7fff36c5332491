package dev.trestle.service.db;

import static dev.trestle.service.db.Tables.ACCOUNTS;
import static dev.trestle.service.db.Tables.LEDGER;
import static dev.trestle.service.db.Tables.POSTS;
import static dev.trestle.service.db.Tables.USERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.jooq.impl.DSL.count;

import dev.trestle.DatabaseUrl;
import dev.trestle.testing.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** The migrations and seeds on a real server. */
class SchemaTest {
  @RegisterExtension
  static final TestDatabase database =
      TestDatabase.migrated("classpath:db/migration").seeded("classpath:db/seed");

  private static Connection connection;
  private static DSLContext db;

  @BeforeAll
  static void connect() throws SQLException {
    DatabaseUrl url = database.url();
    connection = DriverManager.getConnection(url.jdbcUrl(), url.user(), url.password());
    db = DSL.using(connection, SQLDialect.POSTGRES);
  }

  @AfterAll
  static void disconnect() throws SQLException {
    connection.close();
  }

  @Test
  void newIdsAreUuidsOfVersion7InTheOrderTheyWereMade() {
    List<UUID> ids =
        db.fetch("select uuid_time_ordered() as id from generate_series(1, 200)")
            .getValues("id", UUID.class);

    assertThat(ids).allMatch(id -> id.version() == 7).allMatch(id -> id.variant() == 2);
    assertThat(ids).doesNotHaveDuplicates();
    // Text has the order that PostgreSQL sorts by; the last digits of one microsecond are random.
    assertThat(ids.stream().map(id -> id.toString().substring(0, 17)).toList()).isSorted();
  }

  @Test
  void anIdHoldsTheTimeItWasMade() {
    Instant before = Instant.now().minus(Duration.ofSeconds(1));
    UUID id = (UUID) db.fetchValue("select uuid_time_ordered()");

    assertThat(Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16))
        .isBetween(before, Instant.now().plusSeconds(1));
  }

  @Test
  void theFractionOfAMillisecondIsInTheId() {
    // 200 ids take a few milliseconds: without the fraction few prefixes would differ.
    long prefixes =
        db
            .fetch("select uuid_time_ordered() as id, pg_sleep(0.0001) from generate_series(1, 50)")
            .getValues("id", UUID.class)
            .stream()
            .map(UUID::getMostSignificantBits)
            .distinct()
            .count();

    assertThat(prefixes).isEqualTo(50);
  }

  @Test
  void rowsGetTheirIdFromTheDatabase() {
    UUID id =
        db.insertInto(USERS)
            .set(USERS.EMAIL, "new@example.org")
            .returning(USERS.ID)
            .fetchSingle(USERS.ID);

    assertThat(id.version()).isEqualTo(7);
    db.deleteFrom(USERS).where(USERS.ID.eq(id)).execute();
  }

  @Test
  void theSeedIsTenPostsForEachOfTenThousandUsers() {
    assertThat(db.fetchCount(USERS)).isEqualTo(10_000);
    assertThat(db.fetchCount(ACCOUNTS)).isEqualTo(10_000);
    assertThat(db.fetchCount(POSTS)).isEqualTo(100_000);
    assertThat(
            db.select(count()).from(POSTS).groupBy(POSTS.AUTHOR_ID).having(count().ne(10)).fetch())
        .isEmpty();
    assertThat(
            db.fetchCount(
                db.selectFrom(POSTS)
                    .where(
                        POSTS.AUTHOR_ID.in(
                            db.select(USERS.ID)
                                .from(USERS)
                                .orderBy(USERS.CREATED_AT.desc())
                                .limit(100)))))
        .isEqualTo(1_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"update transactions set amount = 1", "delete from transactions"})
  void theLedgerIsOnlyAddedTo(String change) {
    assertThatThrownBy(() -> db.execute(change))
        .hasMessageContaining("is refused: rows of transactions are only added")
        .hasMessageContaining("Add a transaction that gives the money back.");
  }

  @Test
  void whoLoadsADatabaseAnewMayEmptyTheLedger() {
    db.execute("truncate transactions");

    assertThat(db.fetchCount(LEDGER, LEDGER.OPENING.eq(LEDGER.BALANCE))).isEqualTo(10_000);
  }

  @Test
  void generatedPathsLeadToTheManyAndBack() {
    assertThat(
            db.select(USERS.EMAIL, count())
                .from(USERS)
                .join(USERS.posts())
                .where(USERS.posts().users().EMAIL.eq("user7@example.com"))
                .groupBy(USERS.EMAIL)
                .fetchSingle()
                .value2())
        .isEqualTo(10);
  }

  @Test
  void whatHappensToPostsIsToldOnceForAStatement() throws SQLException {
    db.execute("listen posts");
    db.execute(
        """
        insert into posts (id, title, author_id)
        select ('00000000-0000-4000-a000-' || lpad(n::text, 12, '0'))::uuid, 'New', users.id
        from generate_series(1, 101) n, users where email = 'user3@example.com'
        """);
    db.execute(
        "update posts set title = 'Newer' where id = '00000000-0000-4000-a000-000000000007'");
    db.execute("update posts set title = 'None' where false");
    db.execute("delete from posts where id::text like '00000000-0000-4000-a000-%'");
    db.execute("unlisten posts");

    assertThat(connection.unwrap(PGConnection.class).getNotifications())
        .extracting(PGNotification::getParameter)
        .satisfiesExactly(
            told -> assertThat(told).contains("\"kind\" : \"created\", \"ids\" : []"),
            told ->
                assertThat(told)
                    .contains(
                        "\"kind\" : \"updated\", \"ids\" :"
                            + " [\"00000000-0000-4000-a000-000000000007\"]"),
            told -> assertThat(told).contains("\"kind\" : \"deleted\", \"ids\" : []"));
  }
}
