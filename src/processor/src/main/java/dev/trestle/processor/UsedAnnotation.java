package dev.trestle.processor;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** An annotation where it is written: its values, and where to report what is wrong with them. */
final class UsedAnnotation {
  private final Element element;
  private final AnnotationMirror mirror;
  private final Map<String, AnnotationValue> values;
  private final Diagnostics diagnostics;

  UsedAnnotation(
      Element element, AnnotationMirror mirror, Elements elements, Diagnostics diagnostics) {
    this.element = element;
    this.mirror = mirror;
    this.values =
        elements.getElementValuesWithDefaults(mirror).entrySet().stream()
            .collect(
                Collectors.toMap(e -> e.getKey().getSimpleName().toString(), Map.Entry::getValue));
    this.diagnostics = diagnostics;
  }

  void error(String message) {
    diagnostics.error(element, mirror, message);
  }

  long number(String name) {
    return ((Number) values.get(name).getValue()).longValue();
  }

  /** A number; one out of the range is reported. */
  long number(String name, long min, long max) {
    long value = number(name);
    if (value < min || value > max) {
      error(name + " is " + value + "; it must be from " + min + " to " + max + ".");
    }
    return value;
  }

  /** Where it stands: the full name of a package, a class, or a function. */
  String place() {
    return element.getKind() == ElementKind.METHOD
        ? element.getEnclosingElement() + "." + element.getSimpleName()
        : element.toString();
  }

  boolean flag(String name) {
    return (Boolean) values.get(name).getValue();
  }

  String text(String name) {
    return plain(values.get(name));
  }

  /** The elements of an array: texts, and the simple names of constants. */
  List<String> texts(String name) {
    return ((List<?>) values.get(name).getValue())
        .stream().map(value -> plain((AnnotationValue) value)).toList();
  }

  /** The types of an array of class literals; what does not resolve is the compiler's to report. */
  List<TypeMirror> types(String name) {
    return ((List<?>) values.get(name).getValue())
        .stream()
            .map(value -> ((AnnotationValue) value).getValue())
            .filter(TypeMirror.class::isInstance)
            .map(TypeMirror.class::cast)
            .toList();
  }

  private static String plain(AnnotationValue value) {
    return value.getValue() instanceof VariableElement constant
        ? constant.getSimpleName().toString()
        : String.valueOf(value.getValue());
  }
}
