package dev.trestle.processor;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A {@code Middleware} and what it does.
 *
 * @param element the class
 * @param around what wraps everything below, if there is such a method
 * @param providers the methods whose values everything below may take, in the order of the source
 */
record MiddlewareClass(
    TypeElement element, Optional<ExecutableElement> around, List<ExecutableElement> providers) {
  /** All that it runs. */
  List<ExecutableElement> methods() {
    return Stream.concat(around.stream(), providers.stream()).toList();
  }

  String name() {
    return element.getQualifiedName().toString();
  }
}
