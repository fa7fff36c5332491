package dev.trestle.processor.client;

import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/** Questions about the server's types. */
final class Types {
  static final String OPTIONAL = "java.util.Optional";
  static final String CHANGE = "dev.trestle.Change";
  static final String UPLOAD = "dev.trestle.Upload";
  static final String ROWS = "dev.trestle.query.BoundQuery";

  private Types() {}

  static TypeElement element(DeclaredType type) {
    return (TypeElement) type.asElement();
  }

  static String name(TypeMirror type) {
    return type instanceof DeclaredType declared
        ? element(declared).getQualifiedName().toString()
        : "";
  }

  /** Whether the client has one of its own: a record, or an enum. */
  static boolean isMirrored(Element type) {
    return Set.of(ElementKind.RECORD, ElementKind.ENUM).contains(type.getKind())
        && !type.toString().startsWith("java.");
  }

  static boolean isRecord(Element type) {
    return type.getKind() == ElementKind.RECORD;
  }

  /** What a generic type of one argument holds. */
  static Optional<TypeMirror> argument(TypeMirror type) {
    return type instanceof DeclaredType declared && declared.getTypeArguments().size() == 1
        ? Optional.of(declared.getTypeArguments().getFirst())
        : Optional.empty();
  }
}
