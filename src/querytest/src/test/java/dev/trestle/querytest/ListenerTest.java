package dev.trestle.querytest;

import static dev.trestle.Verb.GET;
import static dev.trestle.querytest.db.Tables.LETTERS;
import static dev.trestle.querytest.db.Tables.PEOPLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.jooq.impl.DSL.multiset;
import static org.jooq.impl.DSL.select;

import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.Verb;
import dev.trestle.internal.watch.StatementScope;
import dev.trestle.query.Execution;
import dev.trestle.query.RequestSummary;
import dev.trestle.query.StatementListener;
import dev.trestle.querytest.db.tables.records.PeopleRecord;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.testing.TestApp;
import dev.trestle.testing.TestDatabase;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jooq.DSLContext;
import org.jooq.conf.Settings;
import org.jooq.conf.StatementType;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a listener is told of statements and requests. */
class ListenerTest {
  private static final String NAME =
      "select \"people\".\"name\" from \"people\" where \"people\".\"id\" = ?";

  private static final Recording recording = new Recording();

  @RegisterExtension
  static final TestDatabase database = TestDatabase.migrated("classpath:db/migration");

  @RegisterExtension
  static final TestApp app =
      TestApp.of(
              database,
              () -> Trestle.of(WatchedRoutes::routes).listener(new Failing()).listener(recording))
          .repeatLimit(100);

  private static final class Recording implements StatementListener {
    private final List<Execution> executions = Collections.synchronizedList(new ArrayList<>());
    private final List<RequestSummary> requests = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void executed(Execution execution) {
      executions.add(execution);
    }

    @Override
    public void requestEnded(RequestSummary summary) {
      requests.add(summary);
    }
  }

  /** Stands before the other, which must not notice. */
  private static final class Failing implements StatementListener {
    @Override
    public void executed(Execution execution) {
      throw new IllegalStateException("listener");
    }

    @Override
    public void requestEnded(RequestSummary summary) {
      throw new AssertionError("listener");
    }
  }

  @BeforeEach
  void people() {
    app.db()
        .execute(
            "insert into people values (1, 'Ada', null), (2, 'Bob', 1);"
                + " insert into letters values (1, 1, 2, 'a'), (2, 1, 2, 'b')");
    recording.executions.clear();
    recording.requests.clear();
  }

  @AfterEach
  void clear() {
    app.db().truncate(PEOPLE).cascade().execute();
  }

  @Test
  void aPreparedQueryIsToldWithItsRequest() {
    String id = app.call(GET, "/people/1").header("X-Request-Id").orElseThrow();

    Execution execution = recording.executions.getFirst();
    assertThat(recording.executions).hasSize(1);
    assertThat(execution.sql()).isEqualTo(NAME);
    assertThat(execution.values()).hasToString("[integer]");
    assertThat(execution.values().revealed()).isEqualTo("[1]");
    assertThat(execution.duration()).isPositive();
    assertThat(execution.rows()).hasValue(1);
    assertThat(execution.failure()).isEmpty();
    assertThat(execution.origin()).contains(new Execution.Origin("GET /people/{id}", id));
    assertThat(recording.requests)
        .containsExactly(
            new RequestSummary(
                execution.origin().orElseThrow(), 1, execution.duration(), Map.of(NAME, 1), 100));
  }

  @Test
  void aRelationIsAStatementOfItsOwn() {
    app.call(GET, "/senders");

    assertThat(recording.executions)
        .extracting(execution -> execution.values().revealed() + execution.rows().getAsLong())
        .containsExactly("[]2", "[[1, 2]]2");
  }

  @Test
  void whatRunsThroughJooqHasTheSameForm() {
    app.call(GET, "/jooq");
    app.call(GET, "/plain");

    assertThat(recording.executions)
        .extracting(Execution::sql)
        .containsExactly(
            "select \"people\".\"id\", \"people\".\"name\", \"people\".\"boss_id\" from \"people\""
                + " where \"people\".\"name\" <> ?",
            "select ?::text\nwhere true");
    assertThat(recording.executions)
        .extracting(execution -> execution.values().toString())
        .containsExactly("[text(6)]", "[text(7)]");
    assertThat(recording.executions)
        .extracting(Execution::rows)
        .containsExactly(OptionalLong.of(2), OptionalLong.of(1));
    assertThat(recording.executions)
        .allSatisfy(execution -> assertThat(execution.origin()).isPresent());
  }

  @Test
  void aBatchIsOneStatementWithoutItsValues() {
    app.call(GET, "/batch");

    assertThat(recording.executions)
        .extracting(Execution::sql)
        .containsExactly(
            "update \"people\" set \"name\" = ? where \"people\".\"id\" = ?; delete from \"people\""
                + " where \"people\".\"name\" = ?",
            "insert into \"people\" (\"id\", \"name\") values (?, ?)");
    assertThat(recording.executions)
        .extracting(Execution::rows)
        .containsExactly(OptionalLong.of(2), OptionalLong.empty());
    assertThat(recording.executions.toString()).doesNotContain("secret");
  }

  @Test
  void recordsAndCursorsAreToldWhenTheyEnd() {
    PeopleRecord record = app.db().newRecord(PEOPLE);
    record.setId(7);
    record.setName("secret");
    record.store();
    try (Stream<PeopleRecord> people = app.db().selectFrom(PEOPLE).fetchSize(1).stream()) {
      assertThat(people.count()).isEqualTo(3);
    }
    app.db()
        .select(PEOPLE.ID, multiset(select(LETTERS.ID).from(LETTERS)))
        .from(PEOPLE)
        .where(PEOPLE.ID.eq(1))
        .fetch();

    assertThat(recording.executions)
        .extracting(Execution::rows)
        .containsExactly(OptionalLong.of(1), OptionalLong.of(3), OptionalLong.of(1));
    assertThat(recording.executions)
        .allSatisfy(execution -> assertThat(execution.origin()).isEmpty());
    assertThat(recording.requests).isEmpty();
  }

  @Test
  void valuesThatJooqInlinesForTheServerAreQuestionMarksHere() {
    DSLContext inlining =
        app.db()
            .configuration()
            .derive(new Settings().withStatementType(StatementType.STATIC_STATEMENT))
            .dsl();
    inlining.selectFrom(PEOPLE).where(PEOPLE.NAME.eq("secret")).fetch();
    app.db()
        .select(PEOPLE.ID)
        .from(PEOPLE)
        .where(PEOPLE.NAME.in(Collections.nCopies(33_000, "secret")))
        .fetch();

    assertThat(recording.executions).hasSize(2);
    assertThat(recording.executions)
        .allSatisfy(it -> {
          assertThat(it.sql()).doesNotContain("secret").contains("?");
          assertThat(it.values().toString()).startsWith("[text(6)");
        });
  }

  @Test
  void aFailureIsItsSqlState() {
    app.call(GET, "/add/1").expect(409);
    assertThatThrownBy(() -> app.db().execute("select 1/?", 0))
        .isInstanceOf(DataAccessException.class);
    assertThatThrownBy(() -> app.db().fetch("selec"));

    assertThat(recording.executions)
        .extracting(execution -> execution.failure().orElseThrow())
        .containsExactly("23505", "22012", "42601");
    assertThat(recording.executions).extracting(Execution::rows).containsOnly(OptionalLong.empty());
    assertThat(recording.executions.toString()).doesNotContain("cret");
  }

  @Test
  void transactionsBelongToTheirRequest() {
    app.call(GET, "/transaction").expectText("2");

    assertThat(recording.executions).hasSize(3);
    assertThat(recording.executions)
        .extracting(execution -> execution.origin().orElseThrow().route())
        .containsOnly("GET /transaction");
    assertThat(recording.requests.getFirst().statements()).isEqualTo(3);
  }

  @Test
  void attemptsThatWereTriedAgainAreNoRepeats() {
    app.call(GET, "/retried").expectText("5");

    assertThat(recording.requests.getFirst().statements()).isEqualTo(5 * 3 + 4);
    assertThat(recording.requests.getFirst().counts()).containsExactly(Map.entry(NAME, 3));
  }

  @Test
  void aRequestWithoutStatementsHasNone() {
    app.call(GET, "/none");
    app.call(GET, "/nowhere");

    assertThat(recording.requests)
        .extracting(RequestSummary::statements, RequestSummary::duration)
        .containsExactly(tuple(0L, Duration.ZERO));
  }

  @Test
  void aRequestUsesWhatAnotherHasRendered() {
    String written = app.call(GET, "/written").text();

    assertThat(app.call(GET, "/written").text()).isEqualTo(written);
    assertThat(recording.executions).hasSize(2);
  }

  @Test
  void withoutAListenerNothingIsInstalled() throws Exception {
    AtomicReference<DSLContext> given = new AtomicReference<>();
    RouteDefinition route =
        RouteDefinition.at("/db", "Db")
            .on(
                Verb.GET,
                call -> {
                  given.set(call.db());
                  return Response.text(call.db().fetchValue("select 1").toString());
                });
    try (Trestle silent =
            Trestle.of(() -> List.of(route)).database(database.url()).port(0).start();
        HttpClient client = HttpClient.newHttpClient()) {
      HttpRequest request = HttpRequest.newBuilder(URI.create(silent.url() + "/db")).build();
      assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("1");
      assertThat(given.get().settings()).isSameAs(silent.db().settings());
      for (DSLContext db : List.of(given.get(), silent.db())) {
        assertThat(StatementScope.of(db.configuration())).isEmpty();
        assertThat(db.configuration().executeListenerProviders()).isEmpty();
      }
    }
  }

  @Test
  void aListenerThatFailsIsLoggedOnce() {
    StatementListener failing = new Failing();
    try (CapturedLog log = new CapturedLog();
        Trestle other =
            Trestle.of(List::of).database(database.url()).listener(failing).port(0).start()) {
      assertThat(other.db().fetchCount(LETTERS)).isEqualTo(2);
      assertThat(other.db().fetchCount(LETTERS)).isEqualTo(2);

      assertThat(log.lines("The statement listener "))
          .containsExactly(Failing.class.getName() + " failed; this is logged once");
    }
  }

  @Test
  void aPlanIsAskedForWithoutRunningTheStatement() {
    DSLContext db = app.db();

    assertThat(WatchedRoutes.NAME.with(1).explain(db))
        .contains("cost=")
        .contains("\n  ", "(id = 1)");
    assertThat(WatchedRoutes.SENDERS.with().explain(db))
        .contains("people")
        .doesNotContain("letters");
    assertThat(WatchedRoutes.ADD.with(3, "Cid").explain(db)).startsWith("Insert on people");
    assertThat(db.fetchCount(PEOPLE)).isEqualTo(2);
  }
}
