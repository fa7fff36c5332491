package dev.trestle.internal.javalin;

import static dev.trestle.Served.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.LoggedErrors;
import dev.trestle.RawHttp;
import dev.trestle.Response;
import dev.trestle.Trestle;
import dev.trestle.spi.RouteDefinition;
import io.javalin.Javalin;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** U12: how an application ends with a server that somebody else stops. */
@Timeout(120)
class GuestShutdownTest {
  private final CountDownLatch entered = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  private Javalin owner(Duration stopWithin) {
    RouteDefinition leaves =
        get(
            "/leaves",
            call -> {
              call.after()
                  .run(() -> {
                    entered.countDown();
                    released.await();
                    done.countDown();
                  });
              return Response.noContent();
            });
    return Javalin.create(config ->
            config.registerPlugin(
                Trestle.of(() -> List.of(leaves))
                    .readiness("/readyz", Duration.ZERO)
                    .stopWithin(stopWithin)
                    .plugin()))
        .start("127.0.0.1", 0);
  }

  @AfterEach
  void release() {
    released.countDown();
  }

  @Test
  void theOwnersStopWaitsForTasks() throws Exception {
    Javalin owner = owner(Duration.ofMinutes(5));
    assertThat(new RawHttp(owner.port()).send("GET", "/readyz").body()).isEqualTo("ready");
    new RawHttp(owner.port()).send("GET", "/leaves");
    entered.await();
    Thread stopping = Thread.ofVirtual().start(owner::stop);
    assertThat(stopping.join(Duration.ofMillis(100))).isFalse();

    released.countDown();
    stopping.join();

    assertThat(done.getCount()).isZero();
  }

  @Test
  void theOwnersStopDoesNotWaitForeverForTasks() throws Exception {
    Javalin owner = owner(Duration.ofMillis(50));
    new RawHttp(owner.port()).send("GET", "/leaves");
    entered.await();
    try (LoggedErrors log = new LoggedErrors()) {
      owner.stop();

      assertThat(log.text())
          .contains("Stopped with 0 requests and the tasks of 1 others under way");
    }
  }
}
