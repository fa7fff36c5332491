package dev.trestle.processor;

import dev.trestle.processor.lang.Enums;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Scalar;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;

/**
 * A type that can be read from the text of a URL or a form.
 *
 * @param scalar what it is; empty for an enum
 * @param enumType the enum; empty for any other type
 */
record SimpleType(Optional<Scalar> scalar, Optional<TypeElement> enumType) {
  static final String LIST =
      "String, boolean, int, long, double, BigDecimal, BigInteger, UUID, LocalDate, LocalDateTime,"
          + " OffsetDateTime, Instant or an enum";

  static Optional<SimpleType> of(TypeMirror type) {
    if (type instanceof DeclaredType declared
        && declared.asElement().getKind() == ElementKind.ENUM) {
      return Optional.of(
          new SimpleType(Optional.empty(), Optional.of(JavaTypes.element(declared))));
    }
    return Scalar.of(type)
        .filter(Scalar::isReadable)
        .map(scalar -> new SimpleType(Optional.of(scalar), Optional.empty()));
  }

  boolean isString() {
    return scalar.filter(Scalar.STRING::equals).isPresent();
  }

  /** Whether a default value will be understood at run time. */
  boolean reads(String text) {
    return scalar.map(s -> s.reads(text)).orElseGet(() -> isConstant(text));
  }

  private boolean isConstant(String text) {
    return Enums.constants(enumType.orElseThrow()).stream()
        .anyMatch(constant -> constant.getSimpleName().contentEquals(text));
  }
}
