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

  /**
   * Whether the routes are for a developer at work only.
   *
   * @return true to have no application start with them that is not {@linkplain
   *     dev.trestle.TrestleBuilder#development in development}
   */
  default boolean developmentOnly() {
    return false;
  }
}
