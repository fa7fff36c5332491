package dev.trestle;

import static dev.trestle.Served.get;

import dev.trestle.spi.RouteDefinition;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A connection of an application's that {@code /holds} keeps until the test lets it go. */
final class HeldConnection implements AfterEachCallback {
  private final CountDownLatch taken = new CountDownLatch(1);
  private final CountDownLatch free = new CountDownLatch(1);

  /** Answers "held" once it is let go. */
  RouteDefinition holds() {
    return get(
        "/holds",
        call ->
            call.db()
                .transactionResult(tx -> {
                  tx.dsl().fetch("select 1");
                  taken.countDown();
                  free.await();
                  return Response.text("held");
                }));
  }

  /** Needs a connection to answer "there". */
  static RouteDefinition asks() {
    return get("/asks", call -> Response.text(call.db().fetchValue("select 'there'").toString()));
  }

  /** Returns once the connection is out of the pool. */
  void awaitTaken() throws InterruptedException {
    taken.await();
  }

  void letGo() {
    free.countDown();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    letGo();
  }
}
