package dev.trestle;

import dev.trestle.internal.app.CheckedRecords;
import dev.trestle.internal.app.Provided;
import dev.trestle.spi.RouteDefinition;
import dev.trestle.spi.RouteTable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The functions of an application, and what they are given. */
final class RouteSettings {
  private final List<RouteTable> tables = new ArrayList<>();
  private final Map<Class<?>, Object> provided = new LinkedHashMap<>();
  private Optional<Validator> validator = Optional.empty();

  void add(RouteTable more) {
    tables.add(Objects.requireNonNull(more, "routes"));
  }

  <T> void provide(Class<T> type, T value) {
    provided.put(type, Objects.requireNonNull(value, type.getName()));
  }

  void validator(Validator engine) {
    this.validator = Optional.of(engine);
  }

  /** Table after table, as they were given. */
  List<RouteDefinition> routes() {
    return tables.stream().flatMap(it -> it.routes().stream()).toList();
  }

  /**
   * @throws StartException if that is not what the tables list
   */
  Provided provided() {
    return new Provided(
        provided,
        tables.stream().<Class<?>>flatMap(it -> it.provides().stream()).distinct().toList());
  }

  /**
   * @throws StartException if a record has constraints that nothing checks
   */
  CheckedRecords checked(List<RouteDefinition> routes) {
    return new CheckedRecords(validator, routes);
  }

  /**
   * @throws StartException if a table is for development only
   */
  void refuseOutsideDevelopment() {
    for (RouteTable table : tables) {
      if (table.developmentOnly()) {
        throw new StartException(
            table.getClass().getName()
                + " is for development only: leave it out here, or set DEVELOPMENT=true on a"
                + " developer's machine.");
      }
    }
  }
}
