package dev.trestle;

import dev.trestle.internal.error.ErrorMap;
import dev.trestle.internal.error.Failures;
import dev.trestle.internal.error.SqlErrors;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jooq.Schema;

/** What exceptions are answered with, and who is told of failures. */
final class ErrorSettings {
  private ErrorMap errors = ErrorMap.empty();
  private final List<Consumer<Failure>> listeners = new ArrayList<>();

  <E extends Throwable> void map(Class<E> type, Function<? super E, ? extends HttpError> mapping) {
    this.errors = errors.with(type, mapping);
  }

  void onFailure(Consumer<Failure> listener) {
    listeners.add(Objects.requireNonNull(listener, "listener"));
  }

  /**
   * @param schemas by which errors of the database can name fields
   */
  Failures failures(List<Schema> schemas) {
    return new Failures(new SqlErrors(schemas), errors, listeners);
  }
}
