package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/** What is compiled of one root. */
final class RootSources {
  private final List<TypeElement> routes = new ArrayList<>();
  private final List<TypeElement> middleware = new ArrayList<>();
  private boolean packages;

  void add(Element element) {
    if (element.getKind() == ElementKind.PACKAGE) {
      packages = true;
    } else if (element instanceof TypeElement type) {
      if (type.getSimpleName().contentEquals(Names.ROUTE)) {
        routes.add(type);
      } else if (type.getSimpleName().contentEquals(Names.MIDDLEWARE)) {
        middleware.add(type);
      }
    }
  }

  List<TypeElement> routes() {
    return routes;
  }

  List<TypeElement> middleware() {
    return middleware;
  }

  /** Whether the bindings of routes that were compiled before may have to change. */
  boolean concernOthers() {
    return packages || !middleware.isEmpty();
  }
}
