package dev.trestle.processor;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Finds the records that have constraints of Jakarta Validation, on themselves or within. */
final class Constraints {
  private final Diagnostics diagnostics;

  Constraints(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** Whether a record must be checked; a constraint that no check would reach is an error. */
  boolean of(TypeElement record) {
    return of(record, new HashMap<>());
  }

  private boolean of(TypeElement record, Map<TypeElement, Boolean> known) {
    Boolean before = known.putIfAbsent(record, false); // False for a record within itself.
    if (before != null) {
      return before;
    }
    boolean found = record.getAnnotationMirrors().stream().anyMatch(Constraints::isConstraint);
    for (RecordComponentElement component : record.getRecordComponents()) {
      List<? extends AnnotationMirror> own = annotations(component);
      found |= own.stream().anyMatch(Constraints::isConstraint);
      found |= types(component.asType()).anyMatch(Constraints::isConstrained);
      boolean valid = own.stream().anyMatch(Constraints::isValid);
      found |= valid | inner(component, component.asType(), valid, known);
    }
    known.put(record, found);
    return found;
  }

  private boolean inner(
      RecordComponentElement component,
      TypeMirror type,
      boolean valid,
      Map<TypeElement, Boolean> known) {
    boolean reached = valid || type.getAnnotationMirrors().stream().anyMatch(Constraints::isValid);
    boolean found = reached && JavaTypes.record(type).isPresent();
    if (JavaTypes.record(type).isPresent() && of(JavaTypes.record(type).get(), known)) {
      found = true;
      if (!reached) {
        diagnostics.error(
            component,
            "'"
                + component.getSimpleName()
                + "' is a "
                + JavaTypes.record(type).get().getSimpleName()
                + ", whose constraints are checked only behind @Valid; write it before the type.");
      }
    }
    if (type instanceof DeclaredType declared) {
      for (TypeMirror argument : declared.getTypeArguments()) {
        found |= inner(component, argument, valid, known);
      }
    }
    return found;
  }

  /** Those of the component, and those that went on to its accessor. */
  private static List<? extends AnnotationMirror> annotations(RecordComponentElement component) {
    return Stream.concat(
            component.getAnnotationMirrors().stream(),
            component.getAccessor().getAnnotationMirrors().stream())
        .toList();
  }

  private static Stream<TypeMirror> types(TypeMirror type) {
    return Stream.concat(
        Stream.of(type),
        type instanceof DeclaredType declared
            ? declared.getTypeArguments().stream().flatMap(Constraints::types)
            : Stream.empty());
  }

  private static boolean isConstrained(TypeMirror type) {
    return type.getAnnotationMirrors().stream().anyMatch(Constraints::isConstraint);
  }

  private static boolean isConstraint(AnnotationMirror annotation) {
    return Annotations.find(annotation.getAnnotationType().asElement(), Names.CONSTRAINT)
        .isPresent();
  }

  private static boolean isValid(AnnotationMirror annotation) {
    return JavaTypes.name(annotation.getAnnotationType()).equals(Names.VALID);
  }
}
