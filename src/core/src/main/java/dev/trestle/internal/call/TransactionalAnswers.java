package dev.trestle.internal.call;

import dev.trestle.Response;
import dev.trestle.spi.Transacting;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jooq.DSLContext;

/** Answers of functions that run in a transaction: made within it, given after its commit. */
final class TransactionalAnswers {
  private static final String FUNCTION = "A @Transactional function";
  private static final String INSTEAD =
      "return a value, or write @Transactional(false) and run its transaction by Transactions.of(db)";

  private final WholeBodies bodies;

  TransactionalAnswers(WholeBodies bodies) {
    this.bodies = bodies;
  }

  /** Carries what a function declares through jOOQ, which would wrap it. */
  private static final class Declared extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Declared(Exception cause) {
      super(cause.toString(), cause, true, false);
    }

    Exception exception() {
      Exception exception = (Exception) getCause();
      for (Throwable earlier : getSuppressed()) {
        exception.addSuppressed(earlier);
      }
      return exception;
    }
  }

  /**
   * The answer.
   *
   * @param db where to begin
   * @param entered is given each transaction's context, before the function runs
   * @throws Exception what the function has thrown, or what refused the commit
   */
  Response answer(
      Transacting how, DSLContext db, Consumer<DSLContext> entered, Callable<Response> function)
      throws Exception {
    try {
      return how.over(db)
          .run(tx -> {
            entered.accept(tx);
            return whole(function);
          });
    } catch (Declared failure) {
      throw failure.exception();
    }
  }

  private Response whole(Callable<Response> function) {
    Response response;
    try {
      response = function.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new Declared(e);
    }
    return bodies.wholeOrFile(Returned.required(response), FUNCTION, INSTEAD);
  }
}
