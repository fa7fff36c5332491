package dev.trestle.spi;

import java.util.List;

/**
 * Every route of an application, in the order of its URLs. The processor generates one, named
 * {@code Routes}, into each {@link dev.trestle.AppRoot}.
 */
@FunctionalInterface
public interface RouteTable {
  /**
   * The routes.
   *
   * @return no two of one URL
   */
  List<RouteDefinition> routes();

  /**
   * What the application must be given.
   *
   * @return types, each once
   */
  default List<Class<?>> provides() {
    return List.of();
  }
}
