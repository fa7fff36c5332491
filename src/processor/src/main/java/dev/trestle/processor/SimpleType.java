package dev.trestle.processor;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * A type that can be read from the text of a URL.
 *
 * @param parser the constant of the library's {@code Parser}; empty for an enum
 * @param enumType the enum; empty for any other type
 */
record SimpleType(Optional<String> parser, Optional<TypeElement> enumType) {
  private static final Map<String, String> PARSERS =
      Map.ofEntries(
          Map.entry("java.lang.String", "STRING"),
          Map.entry("java.lang.Boolean", "BOOLEAN"),
          Map.entry("java.lang.Integer", "INTEGER"),
          Map.entry("java.lang.Long", "LONG"),
          Map.entry("java.lang.Double", "DOUBLE"),
          Map.entry("java.math.BigDecimal", "BIG_DECIMAL"),
          Map.entry("java.math.BigInteger", "BIG_INTEGER"),
          Map.entry("java.util.UUID", "UUID"),
          Map.entry("java.time.LocalDate", "LOCAL_DATE"),
          Map.entry("java.time.LocalDateTime", "LOCAL_DATE_TIME"),
          Map.entry("java.time.OffsetDateTime", "OFFSET_DATE_TIME"),
          Map.entry("java.time.Instant", "INSTANT"));

  private static final Map<TypeKind, String> PRIMITIVES =
      Map.of(
          TypeKind.BOOLEAN, "BOOLEAN",
          TypeKind.INT, "INTEGER",
          TypeKind.LONG, "LONG",
          TypeKind.DOUBLE, "DOUBLE");

  private static final Map<String, Function<String, Object>> READERS =
      Map.ofEntries(
          Map.entry("STRING", text -> text),
          Map.entry("BOOLEAN", SimpleType::bool),
          Map.entry("INTEGER", Integer::valueOf),
          Map.entry("LONG", Long::valueOf),
          Map.entry("DOUBLE", Double::valueOf),
          Map.entry("BIG_DECIMAL", BigDecimal::new),
          Map.entry("BIG_INTEGER", BigInteger::new),
          Map.entry("UUID", UUID::fromString),
          Map.entry("LOCAL_DATE", LocalDate::parse),
          Map.entry("LOCAL_DATE_TIME", LocalDateTime::parse),
          Map.entry("OFFSET_DATE_TIME", OffsetDateTime::parse),
          Map.entry("INSTANT", Instant::parse));

  static final String LIST =
      "String, boolean, int, long, double, BigDecimal, BigInteger, UUID, LocalDate, LocalDateTime,"
          + " OffsetDateTime, Instant or an enum";

  static Optional<SimpleType> of(TypeMirror type) {
    if (PRIMITIVES.containsKey(type.getKind())) {
      return Optional.of(
          new SimpleType(Optional.of(PRIMITIVES.get(type.getKind())), Optional.empty()));
    }
    if (!(type instanceof DeclaredType declared)) {
      return Optional.empty();
    }
    TypeElement element = (TypeElement) declared.asElement();
    if (element.getKind() == ElementKind.ENUM) {
      return Optional.of(new SimpleType(Optional.empty(), Optional.of(element)));
    }
    return Optional.ofNullable(PARSERS.get(element.getQualifiedName().toString()))
        .map(parser -> new SimpleType(Optional.of(parser), Optional.empty()));
  }

  boolean isString() {
    return parser.filter("STRING"::equals).isPresent();
  }

  /** Whether a default value will be understood at run time. */
  boolean reads(String text) {
    if (enumType.isPresent()) {
      return enumType.get().getEnclosedElements().stream()
          .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
          .map(Element::getSimpleName)
          .anyMatch(name -> name.contentEquals(text));
    }
    try {
      READERS.get(parser.orElseThrow()).apply(text);
      return true;
    } catch (RuntimeException e) {
      return false;
    }
  }

  private static Object bool(String text) {
    if (text.equals("true") || text.equals("false")) {
      return Boolean.valueOf(text);
    }
    throw new IllegalArgumentException();
  }
}
