package dev.trestle;

import static dev.trestle.query.Mapping.value;
import static dev.trestle.query.Queries.prepare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.table;

import dev.trestle.query.Prepared0;
import dev.trestle.query.Transactions;
import dev.trestle.spi.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** U23: a function that runs in a transaction, and what it has left. */
@Timeout(60)
class TransactionalTest {
  private static final int SOME = 4;

  private static final Prepared0<String> NOTES =
      prepare(() -> select(field("text", String.class)).from(table("notes"))).as(value());

  @RegisterExtension static final Ledger app = new Ledger();

  @BeforeEach
  void keep() {
    app.keep(SOME);
  }

  private static Response left(Call call, Response response) {
    app.leave(call, call.db(), 1);
    return response;
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 303, 409, 500})
  void whatIsReturnedCommitsWhateverItsStatus(int status) {
    RawHttp.Answer answer = app.ask("/transactional", call -> left(call, Response.empty(status)));

    assertThat(answer.status()).isEqualTo(status);
    app.assertOnly(answer, 1, SOME);
  }

  @ParameterizedTest
  @CsvSource({"error, 409", "answer, 303", "declared, 500", "null, 500"})
  void whatIsThrownUndoesEverything(String what, int status) {
    RawHttp.Answer answer =
        app.ask(
            "/transactional",
            call -> {
              left(call, Response.noContent());
              switch (what) {
                case "error" -> throw HttpError.conflict("Taken");
                case "answer" -> throw Response.seeOther("/x").thrown();
                case "declared" -> throw new IOException("no disk");
                default -> {
                  return null;
                }
              }
            });

    assertThat(answer.status()).isEqualTo(status);
    app.assertNothing(answer, SOME);
  }

  /** A deferred constraint, a serialization failure, what no client is told of. */
  @ParameterizedTest
  @CsvSource({"23503, 422", "23505, 409", "40001, 503", "P0001, 500"})
  void aCommitThatFailsIsAnErrorAndNothingElse(String state, int status) {
    RawHttp.Answer answer =
        app.ask(
            "/transactional",
            call -> {
              call.db().execute("insert into notes values ('" + state + "')");
              return left(call, Response.text("done"));
            });

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.body()).doesNotContain("done");
    app.assertNothing(answer, SOME);
  }

  @Test
  void onlyTheLastAttemptHasLeftAnything() {
    AtomicInteger attempts = new AtomicInteger();

    RawHttp.Answer answer =
        app.ask(
            "/retried",
            call -> {
              int attempt = attempts.incrementAndGet();
              app.leave(call, call.db(), attempt);
              if (attempt < 3) {
                call.db().execute("insert into notes values ('40001')");
              }
              return Response.text("attempt " + attempt);
            });

    assertThat(answer.body()).isEqualTo("attempt 3");
    app.assertOnly(answer, 3, SOME);
  }

  @Test
  void oneThatIsCancelledBeforeItsCommitCommitsNoMore() {
    RawHttp.Answer answer =
        app.ask(
            "/brief",
            call -> {
              left(call, Response.noContent());
              while (!call.cancellation().isCancelled()) {
                Thread.onSpinWait();
              }
              return Response.text("done");
            });

    assertThat(answer.status()).isEqualTo(503);
    app.assertNothing(answer, SOME);
  }

  @Test
  void whatHasCommittedHoldsWhateverFailsAroundIt() {
    app.then(call -> {
      app.leave(call, 2);
      throw new IllegalStateException("middleware");
    });

    RawHttp.Answer answer = app.ask("/wrapped", call -> left(call, Response.noContent()));

    assertThat(answer.status()).isEqualTo(500);
    assertThat(Ledger.cookies(answer)).isEmpty();
    assertThat(app.expired(SOME)).containsExactly(1);
    assertThat(app.notes()).containsExactly("n1");
    assertThat(app.tasks()).containsExactly("n1");
  }

  @Test
  void theDatabaseAroundItIsNoPartOfIt() {
    app.then(call -> Response.text(Boolean.toString(Transactions.of(call.db()).run(tx -> true))));

    RawHttp.Answer answer = app.ask("/wrapped", call -> left(call, Response.noContent()));

    assertThat(answer.body()).isEqualTo("true");
  }

  @Test
  void aQueryIsReadWithinIt() {
    RawHttp.Answer answer =
        app.ask(
            "/transactional",
            call -> left(call, Response.rows(call.db(), NOTES.with()).withETag()));

    assertThat(answer.body()).isEqualTo("[\"n1\"]");
    assertThat(answer.header("ETag")).isPresent();
  }

  @Test
  void linesAreReadWithinItToo() {
    RawHttp.Answer answer =
        app.ask("/transactional", call -> left(call, Response.lines(call.db(), NOTES.with())));

    assertThat(answer.body()).isEqualTo("\"n1\"\n");
    assertThat(answer.header("Content-Type")).contains("application/x-ndjson");
  }

  @ParameterizedTest
  @ValueSource(strings = {"stream", "events", "snapshot"})
  void whatWouldBeReadAfterItIsRefused(String kind) {
    try (LoggedErrors log = new LoggedErrors()) {
      RawHttp.Answer answer =
          app.ask(
              "/transactional",
              call ->
                  left(
                      call,
                      switch (kind) {
                        case "stream" -> Response.stream("text/plain", out -> out.write('x'));
                        case "events" -> Response.events(events -> {});
                        default -> Response.snapshot(call.db(), NOTES.with(), Duration.ofDays(1));
                      }));

      assertThat(answer.status()).isEqualTo(500);
      assertThat(log.text())
          .contains("A @Transactional function answers with a ")
          .contains("run its transaction by Transactions.of(db)");
      app.assertNothing(answer, SOME);
    }
  }

  private record Unwritable(String name) {
    @Override
    public String name() {
      throw new IllegalStateException("secret");
    }
  }

  @Test
  void whatCannotBeToldIsNotDone() {
    RawHttp.Answer answer =
        app.ask("/transactional", call -> left(call, Response.json(new Unwritable("x"))));

    assertThat(answer.status()).isEqualTo(500);
    app.assertNothing(answer, SOME);
  }

  @Test
  void aFailureThatIsCaughtOutsideItsStatementCannotBeCommitted() {
    RawHttp.Answer answer =
        app.ask(
            "/transactional",
            call -> {
              left(call, Response.noContent());
              try {
                call.db().execute("nonsense");
              } catch (RuntimeException e) {
                return Response.text("done");
              }
              return null;
            });

    assertThat(answer.status()).isEqualTo(500);
    app.assertNothing(answer, SOME);
  }

  @Test
  void itsTasksHaveTheDatabaseToThemselves() {
    List<Boolean> committed = new ArrayList<>();
    app.ask(
        "/transactional",
        call -> {
          var tx = call.db();
          tx.execute("insert into notes values ('n1')");
          call.after().run(() -> committed.add(Transactions.of(tx).run(own -> own != tx)));
          call.after().run(() -> app.done(NOTES.with().fetch(tx).toString()));
          return Response.noContent();
        });

    assertThat(app.tasks()).containsExactly("[n1]");
    assertThat(committed).containsExactly(true);
  }
}
