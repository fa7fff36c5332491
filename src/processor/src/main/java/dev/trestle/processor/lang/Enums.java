package dev.trestle.processor.lang;

import java.util.List;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** Questions about enums. */
public final class Enums {
  private static final String VALUE = "com.fasterxml.jackson.annotation.JsonValue";

  private Enums() {}

  /**
   * The constants.
   *
   * @param type an enum
   * @return in their order
   */
  public static List<? extends Element> constants(TypeElement type) {
    return type.getEnclosedElements().stream()
        .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
        .toList();
  }

  /**
   * What its constants are in JSON, if a {@code @JsonValue} says that they are not their names.
   *
   * @param type any
   * @return the type of that field or method; the values are known at run time only
   */
  public static Optional<TypeMirror> value(Element type) {
    return type.getKind() != ElementKind.ENUM
        ? Optional.empty()
        : type.getEnclosedElements().stream()
            .filter(member -> Annotations.find(member, VALUE).isPresent())
            .map(member ->
                member instanceof ExecutableElement method
                    ? method.getReturnType()
                    : member.asType())
            .findFirst();
  }
}
