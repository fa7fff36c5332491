package dev.trestle.processor;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.Names;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;

/** Reads a segment from the name of a package, or from its annotation. */
final class SegmentReader {
  private final Diagnostics diagnostics;

  SegmentReader(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * The segment of one package.
   *
   * @param simpleName the last part of the package's name
   * @param element the package, if the compiler knows it by itself
   * @param reportAt where a mistake is reported if the package has no file of its own
   */
  Segment read(String simpleName, Optional<PackageElement> element, Element reportAt) {
    Optional<String> spelled = element.flatMap(e -> Annotations.value(e, Names.SEGMENT));
    if (spelled.isPresent()) {
      return literal(spelled.get(), element.get());
    }
    if (simpleName.startsWith("___")) {
      return variable(Segment.Kind.OPTIONAL_CATCH_ALL, simpleName, 3, reportAt);
    }
    if (simpleName.startsWith("__")) {
      return variable(Segment.Kind.CATCH_ALL, simpleName, 2, reportAt);
    }
    if (simpleName.startsWith("_")) {
      return variable(Segment.Kind.VARIABLE, simpleName, 1, reportAt);
    }
    String name =
        simpleName.endsWith("_") ? simpleName.substring(0, simpleName.length() - 1) : simpleName;
    return new Segment(Segment.Kind.LITERAL, name.replace('_', '-'));
  }

  private Segment literal(String text, Element element) {
    if (text.isEmpty()) {
      return new Segment(Segment.Kind.GROUP, "");
    }
    boolean plain = text.chars().noneMatch(c -> c < ' ' || "/{}?#\\".indexOf(c) >= 0);
    if (!plain || text.equals(".") || text.equals("..")) {
      diagnostics.error(
          element,
          "@Segment(\""
              + text
              + "\") is not one segment of a URL: leave out '/', '\\', '?', '#', braces and control"
              + " characters, and write it decoded; \"\" makes a group.");
    }
    return new Segment(Segment.Kind.LITERAL, text);
  }

  private Segment variable(Segment.Kind kind, String simpleName, int prefix, Element reportAt) {
    String name = simpleName.substring(prefix);
    if (name.isEmpty() || name.startsWith("_")) {
      diagnostics.error(
          reportAt,
          "The package '"
              + simpleName
              + "' names no variable: write _id for one segment, __rest for one or more, ___rest for"
              + " none or more.");
    }
    return new Segment(kind, name);
  }
}
