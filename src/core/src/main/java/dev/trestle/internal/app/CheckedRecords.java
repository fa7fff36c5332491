package dev.trestle.internal.app;

import dev.trestle.Check;
import dev.trestle.StartException;
import dev.trestle.Validator;
import dev.trestle.spi.RouteDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The check of records with constraints. */
public final class CheckedRecords {
  private final Optional<Validator> validator;

  /**
   * Makes ready for every record that a route checks.
   *
   * @throws StartException if one cannot be checked: it is never let through instead
   */
  public CheckedRecords(Optional<Validator> validator, List<RouteDefinition> routes) {
    this.validator = validator;
    for (RouteDefinition route : routes) {
      for (Class<?> type : route.checked()) {
        prepare(type, route.source());
      }
    }
  }

  private void prepare(Class<?> type, String source) {
    Validator engine =
        validator.orElseThrow(() ->
            new StartException(
                type.getName()
                    + ", which "
                    + source
                    + " takes, has constraints, and nothing checks them: give the builder a"
                    + " .validator(…), like that of trestle-validation."));
    try {
      engine.prepare(type);
    } catch (IllegalArgumentException e) {
      throw new StartException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Checks one.
   *
   * @throws dev.trestle.HttpError 400 with every path that fails
   */
  public <T> T check(T value) {
    Check check = Check.that(true, "", "");
    for (Map.Entry<String, String> failed : validator.orElseThrow().check(value).entrySet()) {
      check.and(false, failed.getKey(), failed.getValue());
    }
    check.orThrow();
    return value;
  }
}
