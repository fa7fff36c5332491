package dev.trestle.testing;

import dev.trestle.Trestle;
import dev.trestle.internal.request.RequestId;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Asks a running application.
 *
 * @param app asked
 * @param line over which
 * @param journal where it writes what that causes
 */
record Caller(Trestle app, Line line, Journal journal) implements Calls {
  /** That what an answer has left may take. */
  private static final Duration LONGEST_WORK = Duration.ofSeconds(10);

  @Override
  public TestAnswer call(TestRequest request) {
    String id = request.header(RequestId.HEADER).orElseGet(() -> RequestId.of(Optional.empty()));
    TestRequest sent =
        request.header(RequestId.HEADER).isPresent()
            ? request
            : request.header(RequestId.HEADER, id);
    Trace trace = journal.begin(id);
    AnswerReader reader = new AnswerReader(request.method().equals("HEAD"));
    try {
      line.exchange(sent.bytes(line.host()), reader);
    } catch (IOException e) {
      throw failure("was not answered", request, reader, trace, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failure("was interrupted", request, reader, trace, e);
    }
    if (!reader.isDone()) {
      Throwable cause = trace.failure().orElse(null);
      throw failure("got an answer that was broken off", request, reader, trace, cause);
    }
    return new TestAnswer(request, reader, trace, this::settle);
  }

  private static AssertionError failure(
      String what, TestRequest request, AnswerReader reader, Trace trace, Throwable cause) {
    String told = cause == null ? "" : ": " + cause.getMessage();
    return new AssertionError(
        request + " " + what + told + "\n" + AnswerText.of(request, reader, trace), cause);
  }

  /** Waits until nothing is under way. */
  void settle() {
    if (!app.awaitIdle(LONGEST_WORK)) {
      throw new AssertionError(
          "After "
              + LONGEST_WORK.toSeconds()
              + " s a request, or a task that one has left (After), is still under way");
    }
  }
}
