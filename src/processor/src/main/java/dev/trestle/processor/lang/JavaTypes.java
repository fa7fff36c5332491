package dev.trestle.processor.lang;

import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Questions about the types of parameters, results and components. */
public final class JavaTypes {
  private JavaTypes() {}

  /**
   * What a generic type holds.
   *
   * @param type any
   * @param generics full names
   * @return its argument, if the type is one of these and has one
   */
  public static Optional<TypeMirror> argument(TypeMirror type, Set<String> generics) {
    return generics.contains(name(type)) ? argument(type) : Optional.empty();
  }

  /**
   * What any generic type holds.
   *
   * @param type any
   * @return its argument, if it has one
   */
  public static Optional<TypeMirror> argument(TypeMirror type) {
    return type instanceof DeclaredType declared && declared.getTypeArguments().size() == 1
        ? Optional.of(declared.getTypeArguments().getFirst())
        : Optional.empty();
  }

  /**
   * Whether generated code in another class of the package can name a type.
   *
   * @param type any
   * @return false if it, or a type around it, is private
   */
  public static boolean isVisible(TypeElement type) {
    for (Element at = type; at instanceof TypeElement; at = at.getEnclosingElement()) {
      if (at.getModifiers().contains(Modifier.PRIVATE)) {
        return false;
      }
    }
    return true;
  }

  /**
   * The record that a type is.
   *
   * @param type any
   * @return empty if it is none
   */
  public static Optional<TypeElement> record(TypeMirror type) {
    return type instanceof DeclaredType declared
            && declared.asElement().getKind() == ElementKind.RECORD
        ? Optional.of(element(declared))
        : Optional.empty();
  }

  /**
   * The class, interface, record or enum of a type.
   *
   * @param type with or without arguments
   * @return as it is declared
   */
  public static TypeElement element(DeclaredType type) {
    return (TypeElement) type.asElement();
  }

  /**
   * The full name of a class or interface.
   *
   * @param type any
   * @return without arguments; empty for any other type
   */
  public static String name(TypeMirror type) {
    return type instanceof DeclaredType declared
        ? element(declared).getQualifiedName().toString()
        : "";
  }
}
