package dev.trestle.processor.lang;

import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Tells of which classes and interfaces a type is.
 *
 * @param elements of the compilation
 * @param types of the compilation
 */
public record Subtypes(Elements elements, Types types) {
  /**
   * Whether it is one, whatever its arguments are.
   *
   * @param type any
   * @param name of a class or interface that need not be there
   * @return true for the type itself and what is derived from it
   */
  public boolean is(TypeMirror type, String name) {
    TypeElement named = elements.getTypeElement(name);
    return named != null
        && type instanceof DeclaredType
        && types.isSubtype(types.erasure(type), types.erasure(named.asType()));
  }
}
