package dev.trestle.internal.error;

import dev.trestle.HttpError;
import dev.trestle.ThrownResponse;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Answers that were thrown. */
public final class ControlFlow {
  private ControlFlow() {}

  /** The answer that was thrown, also where Java has wrapped it; any other failure as it is. */
  public static Throwable unwrap(Throwable failure) {
    Throwable inner = failure;
    while (isWrapper(inner) && inner.getCause() != null) {
      inner = inner.getCause();
    }
    return inner instanceof HttpError || inner instanceof ThrownResponse ? inner : failure;
  }

  private static boolean isWrapper(Throwable failure) {
    return failure instanceof ExecutionException
        || failure instanceof CompletionException
        || failure instanceof UndeclaredThrowableException;
  }
}
