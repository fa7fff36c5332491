package dev.trestle.processor;

import java.util.List;
import javax.lang.model.element.TypeElement;

/**
 * A {@code Route} and where it answers.
 *
 * @param element the class
 * @param url where
 * @param verbs the functions it has
 */
record RouteClass(TypeElement element, RouteUrl url, List<String> verbs) {
  String name() {
    return element.getQualifiedName().toString();
  }
}
