package dev.trestle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** What the logger of the tests writes meanwhile: warnings and errors. */
public final class LoggedErrors implements AutoCloseable {
  private final PrintStream before = System.err;
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();

  public LoggedErrors() {
    System.setErr(new PrintStream(written, true, UTF_8));
  }

  public String text() {
    return written.toString(UTF_8);
  }

  /** The same once a text is in it: some lines are written just after what they tell of. */
  public String await(String part) {
    while (!text().contains(part)) {
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    return text();
  }

  @Override
  public void close() {
    System.setErr(before);
  }
}
