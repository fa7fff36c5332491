package dev.trestle.processor;

import java.util.List;
import java.util.Map;
import javax.lang.model.element.TypeElement;

/**
 * A {@code Route} and where it answers.
 *
 * @param element the class
 * @param url where
 * @param verbs the functions it has
 * @param policies by verb, the expression of what it is held to, where there is anything
 */
record RouteClass(
    TypeElement element, RouteUrl url, List<String> verbs, Map<String, String> policies) {
  String name() {
    return element.getQualifiedName().toString();
  }
}
