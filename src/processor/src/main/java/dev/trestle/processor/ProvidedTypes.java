package dev.trestle.processor;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Which types a function can be given by: classes that nothing else of a request is. */
final class ProvidedTypes {
  private static final Set<String> OURS =
      Set.of(Names.DSL_CONTEXT, Names.JAVALIN_CONTEXT, "java.lang.Object");

  /** Types of the library whose values applications make. */
  private static final Set<String> MADE =
      Set.of("dev.trestle.SigningKey", "dev.trestle.DatabaseUrl");

  private final Diagnostics diagnostics;

  ProvidedTypes(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /** The full names of what the application gives, as the root's annotation lists them. */
  List<String> ofApplication(PackageElement root) {
    return Annotations.find(root, Names.APP_ROOT).stream()
        .flatMap(mirror -> values(mirror).stream())
        .map(value -> (TypeMirror) ((AnnotationValue) value).getValue())
        .peek(type -> check(root, "@AppRoot", type))
        .map(TypeMirror::toString)
        .distinct()
        .toList();
  }

  private static List<?> values(AnnotationMirror mirror) {
    return mirror.getElementValues().entrySet().stream()
        .filter(entry -> entry.getKey().getSimpleName().contentEquals("provides"))
        .findFirst()
        .map(entry -> (List<?>) entry.getValue().getValue())
        .orElse(List.of());
  }

  /**
   * Refuses a type that cannot be provided.
   *
   * @param giver of the value, for the message
   */
  void check(Element element, String giver, TypeMirror type) {
    String name = JavaTypes.name(type);
    if (!(type instanceof DeclaredType declared) || SimpleType.of(type).isPresent()) {
      diagnostics.error(
          element,
          giver
              + " gives a "
              + type
              + ", which does not say what it is; declare a record of its own, like record UserId("
              + type
              + " value).");
    } else if (isLibrary(declared) && !MADE.contains(name) || OURS.contains(name)) {
      diagnostics.error(
          element, giver + " gives a " + type + ", which functions have already; take it away.");
    } else if (!((TypeElement) declared.asElement()).getTypeParameters().isEmpty()) {
      diagnostics.error(
          element,
          giver + " gives a " + type + ", which is generic; declare a record that holds it.");
    } else if (!isPublic(declared.asElement())) {
      diagnostics.error(
          element,
          giver
              + " gives a "
              + type
              + ", which the generated code in other packages cannot name; make it public.");
    }
  }

  /** Types of the library itself; its own packages are no application's. */
  private static boolean isLibrary(DeclaredType type) {
    Element at = type.asElement();
    while (!(at instanceof PackageElement)) {
      at = at.getEnclosingElement();
    }
    return Names.LIBRARY.contains(((PackageElement) at).getQualifiedName().toString());
  }

  private static boolean isPublic(Element type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (!at.getModifiers().contains(Modifier.PUBLIC)
          && !at.getEnclosingElement().getKind().isInterface()) {
        return false;
      }
    }
    return true;
  }
}
