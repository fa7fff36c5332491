package dev.trestle.processor;

import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Questions about the types of parameters and results. */
final class JavaTypes {
  private JavaTypes() {}

  /** The type argument, if the type is one of these generic ones. */
  static Optional<TypeMirror> argument(TypeMirror type, Set<String> generics) {
    return type instanceof DeclaredType declared
            && generics.contains(((TypeElement) declared.asElement()).getQualifiedName().toString())
            && declared.getTypeArguments().size() == 1
        ? Optional.of(declared.getTypeArguments().getFirst())
        : Optional.empty();
  }

  /** Whether generated code in another class of the package can name the type. */
  static boolean isVisible(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)) {
        return false;
      }
    }
    return true;
  }

  /** The record that a type is, if it is one. */
  static Optional<TypeElement> record(TypeMirror type) {
    return type instanceof DeclaredType declared
            && declared.asElement().getKind() == ElementKind.RECORD
        ? Optional.of((TypeElement) declared.asElement())
        : Optional.empty();
  }

  /** The full name of a class or interface; empty for any other type. */
  static String name(TypeMirror type) {
    return type instanceof DeclaredType declared
        ? ((TypeElement) declared.asElement()).getQualifiedName().toString()
        : "";
  }
}
