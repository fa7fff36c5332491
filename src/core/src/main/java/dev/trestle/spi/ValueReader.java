package dev.trestle.spi;

import dev.trestle.Check;
import dev.trestle.HttpError;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reads named texts one by one and reports all that are missing or malformed together: a reading
 * that fails is noted and gives a stand-in value until {@link #make} refuses the whole.
 */
abstract sealed class ValueReader permits QueryReader, FormReader {
  private final String source;
  private final Function<String, List<String>> values;
  private Check check = Check.that(true, "", "");

  ValueReader(String source, Function<String, List<String>> values) {
    this.source = source;
    this.values = values;
  }

  /**
   * A value that must be there.
   *
   * @param <T> its type
   * @param name of the value
   * @param parser of the type
   * @return its first value
   */
  public <T> T required(String name, Parser<T> parser) {
    Optional<String> text = first(name);
    check = check.and(text.isPresent(), name, "is required");
    return text.isPresent() ? parse(name, text.get(), parser) : parser.blank();
  }

  /**
   * A value with a default.
   *
   * @param <T> its type
   * @param name of the value
   * @param parser of the type
   * @param otherwise the text that counts when the value is missing
   * @return its first value
   */
  public <T> T withDefault(String name, Parser<T> parser, String otherwise) {
    return parse(name, first(name).orElse(otherwise), parser);
  }

  /**
   * A value that may be missing.
   *
   * @param <T> its type
   * @param name of the value
   * @param parser of the type
   * @return its first value, or empty
   */
  public <T> Optional<T> optional(String name, Parser<T> parser) {
    return first(name).map(text -> parse(name, text, parser));
  }

  /**
   * A value that may be repeated.
   *
   * @param <T> its type
   * @param name of the value
   * @param parser of the type
   * @return all values in the order sent, unmodifiable
   */
  public <T> List<T> all(String name, Parser<T> parser) {
    return values.apply(name).stream().map(text -> parse(name, text, parser)).toList();
  }

  /**
   * Ends the reading.
   *
   * @param <T> the record
   * @param constructor called once, if nothing failed
   * @return the record
   * @throws HttpError 400 with every value that failed, or with what the record's constructor says
   *     in an {@link IllegalArgumentException}
   */
  public <T> T make(Supplier<T> constructor) {
    check.orThrow();
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      throw HttpError.badRequest(e.getMessage() == null ? "Invalid " + source : e.getMessage());
    }
  }

  /** Demands something of a value. */
  final void demand(boolean holds, String name, String message) {
    check = check.and(holds, name, message);
  }

  private Optional<String> first(String name) {
    return values.apply(name).stream().findFirst();
  }

  private <T> T parse(String name, String text, Parser<T> parser) {
    Optional<T> value = parser.parse(text);
    check = check.and(value.isPresent(), name, "must be " + parser.expected());
    return value.orElse(parser.blank());
  }
}
