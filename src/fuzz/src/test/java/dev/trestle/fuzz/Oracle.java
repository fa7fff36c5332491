package dev.trestle.fuzz;

import dev.trestle.HttpError;
import java.util.Objects;
import java.util.Optional;

/** What must hold for any input. */
public final class Oracle {
  private Oracle() {}

  /** A step that may be refused. */
  public interface Step {
    /** Anything but {@link HttpError} is a failure. */
    void run();
  }

  /** How a client would be refused; empty if not. */
  public static Optional<HttpError> refusal(Step step) {
    try {
      step.run();
      return Optional.empty();
    } catch (HttpError e) {
      that(e.status() >= 400 && e.status() < 500);
      return Optional.of(e);
    }
  }

  /** Fails unless it is so. */
  public static void that(boolean holds) {
    if (!holds) {
      throw new AssertionError("does not hold");
    }
  }

  /** Fails unless both are the same. */
  public static void same(Object actual, Object expected) {
    if (!Objects.equals(actual, expected)) {
      throw new AssertionError("is " + actual + "; should be " + expected);
    }
  }
}
