package dev.trestle.processor.openapi;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.tools.JavaFileObject;

/**
 * The comments of types, which classes do not have: those that were read when a type was last
 * compiled are kept for the compilations in which it is not.
 */
public final class Docs {
  private final Elements elements;
  private final Map<String, String> before;
  private final Map<String, String> used = new TreeMap<>();

  /**
   * Comments for one compilation.
   *
   * @param elements of it
   * @param before those that are kept, by the names of their types and packages
   */
  public Docs(Elements elements, Map<String, String> before) {
    this.elements = elements;
    this.before = before;
  }

  /**
   * The comment of an element.
   *
   * @param element a type or a package, whose comment is kept, or a method, which has one only when
   *     it is compiled
   * @return {@link Javadoc#NONE} without one
   */
  public Javadoc of(Element element) {
    Optional<String> comment = Optional.ofNullable(elements.getDocComment(element));
    if (element instanceof TypeElement || element instanceof PackageElement) {
      String name = element.toString();
      if (comment.isEmpty() && !isSource(element)) {
        comment = Optional.ofNullable(before.get(name));
      }
      comment.ifPresent(text -> used.put(name, text));
    }
    return comment.map(Javadoc::of).orElse(Javadoc.NONE);
  }

  private boolean isSource(Element element) {
    try {
      JavaFileObject file = elements.getFileObjectOf(element);
      return file != null && file.getKind() == JavaFileObject.Kind.SOURCE;
    } catch (UnsupportedOperationException e) {
      return element.getKind() != ElementKind.PACKAGE;
    }
  }

  /** The comments that were asked for, to be kept. */
  Map<String, String> used() {
    return used;
  }
}
