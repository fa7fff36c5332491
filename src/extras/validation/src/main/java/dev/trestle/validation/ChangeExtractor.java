package dev.trestle.validation;

import dev.trestle.Change;
import jakarta.validation.valueextraction.ExtractedValue;
import jakarta.validation.valueextraction.ValueExtractor;

/**
 * Checks the value of a {@link Change}: {@code Change<@NotBlank String> title} holds where the
 * title was left out, and does not where it is {@code null}. For the configuration of an engine of
 * your own; {@link JakartaValidator#create} has it.
 */
public final class ChangeExtractor implements ValueExtractor<Change<@ExtractedValue ?>> {
  /** An extractor, for any number of threads. */
  public ChangeExtractor() {}

  @Override
  public void extractValues(Change<?> change, ValueReceiver receiver) {
    change.ifGiven(value -> receiver.value(null, value));
  }
}
