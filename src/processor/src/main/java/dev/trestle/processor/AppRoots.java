package dev.trestle.processor;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.util.Elements;

/** Finds the app root that a package lies in. */
final class AppRoots {
  private final Elements elements;
  private final Diagnostics diagnostics;

  AppRoots(Elements elements, Diagnostics diagnostics) {
    this.elements = elements;
    this.diagnostics = diagnostics;
  }

  /** The root of an element's package, if it has one. */
  Optional<PackageElement> of(Element element) {
    List<PackageElement> roots = new ArrayList<>();
    String name = elements.getPackageOf(element).getQualifiedName().toString();
    while (!name.isEmpty()) {
      PackageElement at = elements.getPackageElement(name);
      if (at != null && Annotations.find(at, Names.APP_ROOT).isPresent()) {
        roots.add(at);
      }
      name = name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
    if (roots.size() > 1) {
      diagnostics.error(
          roots.getFirst(),
          "The app root "
              + roots.getFirst()
              + " lies within the app root "
              + roots.get(1)
              + "; take @AppRoot from one of them.");
    }
    return roots.isEmpty() ? Optional.empty() : Optional.of(roots.getLast());
  }
}
