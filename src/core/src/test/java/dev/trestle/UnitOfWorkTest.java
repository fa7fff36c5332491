package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.query.Transactions;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** U23: what is left within a transaction of a function lives and dies with it. */
@Timeout(60)
class UnitOfWorkTest {
  private static final int SOME = 5;

  @RegisterExtension static final Ledger app = new Ledger();

  @BeforeEach
  void keep() {
    app.keep(SOME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/plain", "/transactional"})
  void whatABlockHasLeftIsGoneWithIt(String path) {
    RawHttp.Answer answer =
        app.ask(
            path,
            call -> {
              app.leave(call, call.db(), 1);
              try {
                Transactions.of(call.db())
                    .run(tx -> {
                      app.leave(call, tx, 2);
                      call.cookies().set(Cookie.of("n1", "changed"));
                      throw HttpError.conflict("no");
                    });
              } catch (HttpError e) {
                return Response.text(call.cookies().get("n1") + " " + call.cookies().has("n2"));
              }
              return Response.noContent();
            });

    assertThat(answer.body()).isEqualTo("Optional[1] false");
    app.assertOnly(answer, 1, SOME);
  }

  @Test
  void jooqsOwnTransactionsAreNoOthers() {
    RawHttp.Answer answer =
        app.ask(
            "/plain",
            call -> {
              call.db().transaction(tx -> app.leave(call, tx.dsl(), 1));
              try {
                call.db()
                    .transaction(tx -> {
                      app.leave(call, tx.dsl(), 2);
                      tx.dsl().execute("insert into notes values ('23503')");
                    });
              } catch (RuntimeException e) {
                return Response.text("refused at the commit");
              }
              return Response.noContent();
            });

    assertThat(answer.body()).isEqualTo("refused at the commit");
    app.assertOnly(answer, 1, SOME);
  }

  @Test
  void whatABlockHasCommittedHoldsThoughTheFunctionFails() {
    RawHttp.Answer answer =
        app.ask(
            "/plain",
            call -> {
              app.leave(call, 1);
              Transactions.of(call.db()).runWithoutResult(tx -> app.leave(call, tx, 2));
              app.leave(call, 3);
              throw HttpError.conflict("no");
            });

    assertThat(answer.status()).isEqualTo(409);
    assertThat(Ledger.cookies(answer)).isEmpty();
    assertThat(app.expired(SOME)).containsExactly(2);
    assertThat(app.notes()).containsExactly("n2");
    assertThat(app.tasks()).containsExactly("n2");
  }

  @Test
  void tasksRunInTheOrderInWhichTheyWereLeft() {
    app.ask(
        "/plain",
        call -> {
          app.leave(call, 1);
          Transactions.of(call.db())
              .runWithoutResult(tx -> {
                app.leave(call, 2);
                Transactions.of(tx).runWithoutResult(inner -> app.leave(call, 3));
              });
          app.leave(call, 4);
          return Response.noContent();
        });

    assertThat(app.tasks()).containsExactly("n1", "n2", "n3", "n4");
  }

  @Test
  void theCacheChangesWithTheCommitAndNotBefore() {
    RawHttp.Answer answer =
        app.ask(
            "/plain",
            call -> {
              Transactions.of(call.db())
                  .runWithoutResult(tx -> {
                    app.leave(call, tx, 1);
                    call.cookies().set(Cookie.of("before", app.expired(SOME).toString()));
                  });
              return Response.text(app.expired(SOME).toString());
            });

    assertThat(answer.headers()).anyMatch(header -> header.contains("before=%5B%5D;"));
    assertThat(answer.body()).isEqualTo("[1]");
  }

  @Test
  void inATaskItIsTheSame() throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    app.ask(
        "/plain",
        call -> {
          var db = call.db();
          var after = call.after();
          var cache = call.cache();
          after.run(() -> {
            Transactions.of(db)
                .runWithoutResult(tx -> {
                  cache.expirePath("/kept/1");
                  after.run(() -> app.done("of the commit"));
                });
            Transactions.of(db)
                .runWithoutResult(tx -> {
                  cache.expirePath("/kept/2");
                  after.run(() -> app.done("of the rollback"));
                  throw HttpError.conflict("no");
                });
          });
          after.run(done::countDown);
          return Response.noContent();
        });
    done.await();

    assertThat(app.expired(SOME)).containsExactly(1);
    assertThat(app.tasks()).containsExactly("of the commit");
  }

  @Test
  void aTransactionIsOfItsThread() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch left = new CountDownLatch(1);
    RawHttp.Answer answer;
    try (ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
      answer =
          app.ask(
              "/plain",
              call -> {
                var after = call.after();
                Future<?> other =
                    others.submit(() ->
                        Transactions.of(call.db())
                            .runWithoutResult(tx -> {
                              tx.execute("insert into notes values ('other')");
                              after.run(() -> app.done("other"));
                              begun.countDown();
                              await(left);
                              throw HttpError.conflict("no");
                            }));
                begun.await();
                app.leave(call, 1);
                left.countDown();
                return Response.text(other.state() + " " + awaitFailure(other));
              });
    }

    assertThat(answer.body()).contains("no");
    assertThat(Ledger.cookies(answer)).containsExactly("n1");
    assertThat(app.notes()).isEmpty();
    assertThat(app.expired(SOME)).containsExactly(1);
    assertThat(app.tasks()).containsExactly("n1");
  }

  private static String awaitFailure(Future<?> other) throws InterruptedException {
    try {
      return String.valueOf(other.get());
    } catch (java.util.concurrent.ExecutionException e) {
      return e.getCause().getMessage();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
