package dev.trestle.spi;

import dev.trestle.Check;
import dev.trestle.HttpError;
import dev.trestle.Request;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Reads query parameters one by one and reports all that are missing or malformed together: a
 * reading that fails is noted and gives a stand-in value until {@link #make} refuses the whole.
 */
public final class QueryReader {
  private final Request request;
  private Check check = Check.that(true, "", "");

  /**
   * A reader of one request.
   *
   * @param request whose query string is read
   */
  public QueryReader(Request request) {
    this.request = request;
  }

  /**
   * A parameter that must be there.
   *
   * @param <T> its type
   * @param name of the parameter
   * @param parser of the type
   * @return its first value
   */
  public <T> T required(String name, Parser<T> parser) {
    Optional<String> text = request.query(name);
    check = check.and(text.isPresent(), name, "is required");
    return text.isPresent() ? parse(name, text.get(), parser) : parser.blank();
  }

  /**
   * A parameter with a default.
   *
   * @param <T> its type
   * @param name of the parameter
   * @param parser of the type
   * @param otherwise the text that counts when the parameter is missing
   * @return its first value
   */
  public <T> T withDefault(String name, Parser<T> parser, String otherwise) {
    return parse(name, request.query(name).orElse(otherwise), parser);
  }

  /**
   * A parameter that may be missing.
   *
   * @param <T> its type
   * @param name of the parameter
   * @param parser of the type
   * @return its first value, or empty
   */
  public <T> Optional<T> optional(String name, Parser<T> parser) {
    return request.query(name).map(text -> parse(name, text, parser));
  }

  /**
   * A parameter that may be repeated.
   *
   * @param <T> its type
   * @param name of the parameter
   * @param parser of the type
   * @return all values in the order sent, unmodifiable
   */
  public <T> List<T> all(String name, Parser<T> parser) {
    return request.queryAll(name).stream().map(text -> parse(name, text, parser)).toList();
  }

  /**
   * Ends the reading.
   *
   * @param <T> the record
   * @param constructor called once, if nothing failed
   * @return the record
   * @throws HttpError 400 with every parameter that failed, or with what the record's constructor
   *     says in an {@link IllegalArgumentException}
   */
  public <T> T make(Supplier<T> constructor) {
    check.orThrow();
    try {
      return constructor.get();
    } catch (IllegalArgumentException e) {
      throw HttpError.badRequest(e.getMessage() == null ? "Invalid query string" : e.getMessage());
    }
  }

  private <T> T parse(String name, String text, Parser<T> parser) {
    Optional<T> value = parser.parse(text);
    check = check.and(value.isPresent(), name, "must be " + parser.expected());
    return value.orElse(parser.blank());
  }
}
