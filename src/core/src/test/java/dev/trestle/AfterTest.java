package dev.trestle;

import static dev.trestle.Served.begun;
import static dev.trestle.Served.get;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.trestle.spi.Call;
import dev.trestle.spi.RouteDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** R83, R110, R112, R113: what a request leaves to be done. */
class AfterTest {
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CompletableFuture<After> kept = new CompletableFuture<>();
  @RegisterExtension final Served http = Served.with(this::routes);

  @AfterEach
  void release() {
    released.countDown();
  }

  private List<RouteDefinition> routes() {
    return List.of(
        get(
            "/waits",
            call -> {
              call.after().run(() -> finish("first"));
              call.after().run(() -> done.add("second"));
              return Response.text("now");
            }),
        get(
            "/stream",
            call -> {
              call.after().run(() -> done.add("after"));
              return begun(out -> {
                released.await();
                call.after().run(() -> done.add("of the writer"));
                done.add("written");
                out.write('z');
              });
            }),
        get("/nested", this::nested),
        get(
            "/throws",
            call -> {
              After after = call.after();
              kept.complete(after);
              after.run(() -> done.add("never"));
              throw HttpError.conflict("Not now");
            }),
        get(
            "/unwritable",
            call -> {
              call.after().run(() -> done.add("returned"));
              return Response.json(new Unwritable("x"));
            }),
        get(
            "/fails",
            call -> {
              call.after()
                  .run(() -> {
                    throw new IllegalStateException("no mail server");
                  });
              call.after().run(() -> done.add("the next"));
              return Response.noContent();
            }),
        get(
            "/nothing",
            call -> {
              call.after().run(null);
              return Response.noContent();
            }),
        get(
            "/left",
            call -> {
              call.after().run(() -> done.add("after"));
              entered.countDown();
              released.await();
              done.add("returned");
              return Response.text("nobody reads this");
            }));
  }

  record Unwritable(String name) {
    @Override
    public String name() {
      throw new IllegalStateException("secret");
    }
  }

  private void finish(String task) throws InterruptedException {
    released.await();
    done.add(task);
  }

  private Response nested(Call call) {
    After after = call.after();
    after.run(() -> {
      after.run(() -> {
        done.add("last");
        kept.complete(after);
      });
      done.add("first");
    });
    return Response.noContent();
  }

  private String next() throws InterruptedException {
    return String.valueOf(done.poll(60, TimeUnit.SECONDS));
  }

  @Test
  void theAnswerDoesNotWaitAndTheTasksRunInOrder() throws Exception {
    assertThat(http.send("GET", "/waits").body()).isEqualTo("now");
    assertThat(done).isEmpty();

    released.countDown();

    assertThat(next()).isEqualTo("first");
    assertThat(next()).isEqualTo("second");
  }

  @Test
  void tasksOfAStreamStartAfterItsLastByte() throws Exception {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /stream HTTP/1.1").head();
      assertThat(connection.chunkText()).isEqualTo("a");
      assertThat(done).isEmpty();

      released.countDown();

      assertThat(new String(connection.chunks(), UTF_8)).isEqualTo("z");
      assertThat(next()).isEqualTo("written");
      assertThat(next()).isEqualTo("after");
      assertThat(next()).isEqualTo("of the writer");
    }
  }

  @Test
  void tasksOfAStreamWhoseClientLeftStartOnceItsWriterHasEnded() throws Exception {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /stream HTTP/1.1").head();
      assertThat(connection.chunkText()).isEqualTo("a");
    }
    released.countDown();

    assertThat(next()).isEqualTo("written");
    assertThat(next()).isEqualTo("after");
  }

  @Test
  void aClientThatLeavesBeforeTheFunctionReturnsDoesNotStartTheTasks() throws Exception {
    try (RawConnection connection = http.connect()) {
      connection.send("GET /left HTTP/1.1");
      entered.await();
    }
    assertThat(done).isEmpty();

    released.countDown();

    assertThat(next()).isEqualTo("returned");
    assertThat(next()).isEqualTo("after");
  }

  @Test
  void aTaskMayLeaveAnotherButNothingMoreOnceAllHaveRun() throws Exception {
    http.send("GET", "/nested");

    assertThat(next()).isEqualTo("first");
    assertThat(next()).isEqualTo("last");
    After after = kept.get();
    http.close();
    assertThatThrownBy(() -> after.run(() -> done.add("late")))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "The request is over, and so are its tasks; run this one on a thread of your own");
  }

  @Test
  void noTaskRunsIfTheFunctionThrows() throws Exception {
    assertThat(http.send("GET", "/throws").status()).isEqualTo(409);
    After after = kept.get();

    http.close();

    assertThatThrownBy(() -> after.run(() -> done.add("late")))
        .isInstanceOf(IllegalStateException.class);
    assertThat(done).isEmpty();
  }

  @Test
  void tasksRunIfTheFunctionReturnedWhatCannotBeWritten() throws Exception {
    try (LoggedErrors log = new LoggedErrors()) {
      assertThat(http.send("GET", "/unwritable").status()).isEqualTo(500);
      assertThat(next()).isEqualTo("returned");
      assertThat(log.text()).contains("GET /unwritable");
    }
  }

  @Test
  void aTaskThatThrowsIsLoggedWithTheIdOfItsRequestAndStopsNoOther() throws Exception {
    try (LoggedErrors log = new LoggedErrors()) {
      assertThat(http.send("GET", "/fails", "X-Request-Id: ours-1").status()).isEqualTo(204);

      assertThat(next()).isEqualTo("the next");
      assertThat(log.text())
          .contains("GET /fails [ours-1]: a task after the answer failed", "no mail server");
    }
  }

  @Test
  void noTaskIsRefusedAtTheCall() {
    try (LoggedErrors log = new LoggedErrors()) {
      assertThat(http.send("GET", "/nothing").status()).isEqualTo(500);
      assertThat(log.text()).contains("NullPointerException: task");
    }
  }

  @Test
  void closingWaitsForTasks() throws Exception {
    http.send("GET", "/waits");
    Thread closing = Thread.startVirtualThread(http::close);
    assertThat(closing.join(Duration.ofMillis(50))).isFalse();

    released.countDown();
    closing.join();

    assertThat(done).containsExactly("first", "second");
  }
}
