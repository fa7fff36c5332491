package dev.trestle.processor.lang;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;

/** Questions about annotations, wherever the element comes from: sources or classes. */
public final class Annotations {
  private Annotations() {}

  /**
   * An annotation by its name.
   *
   * @param element that may have it
   * @param name in full
   * @return the first
   */
  public static Optional<AnnotationMirror> find(Element element, String name) {
    return element.getAnnotationMirrors().stream()
        .filter(annotation -> name(annotation).equals(name))
        .<AnnotationMirror>map(annotation -> annotation)
        .findFirst();
  }

  /**
   * The value of an annotation that has one.
   *
   * @param element that may have it
   * @param name in full
   * @return as text; empty without the annotation, or where nothing is written in it
   */
  public static Optional<String> value(Element element, String name) {
    return find(element, name)
        .flatMap(annotation -> annotation.getElementValues().values().stream().findFirst())
        .map(value -> String.valueOf(value.getValue()));
  }

  /**
   * All of a component.
   *
   * @param component of a record
   * @return its own, and those that went on to its accessor
   */
  public static List<AnnotationMirror> of(RecordComponentElement component) {
    return Stream.of(component, component.getAccessor())
        .flatMap(element -> element.getAnnotationMirrors().stream())
        .<AnnotationMirror>map(annotation -> annotation)
        .toList();
  }

  /**
   * What is written in an annotation.
   *
   * @param annotation any
   * @return by name, without what has its default
   */
  public static Map<String, Object> values(AnnotationMirror annotation) {
    return annotation.getElementValues().entrySet().stream()
        .collect(
            Collectors.toMap(
                entry -> entry.getKey().getSimpleName().toString(),
                entry -> entry.getValue().getValue()));
  }

  /**
   * What an annotation is called.
   *
   * @param annotation any
   * @return the full name
   */
  public static String name(AnnotationMirror annotation) {
    return JavaTypes.name(annotation.getAnnotationType());
  }
}
