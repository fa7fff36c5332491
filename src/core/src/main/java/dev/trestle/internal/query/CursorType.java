package dev.trestle.internal.query;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jooq.Converter;
import org.jooq.DataType;
import org.jooq.EnumType;

/**
 * Values of a column's type as text and back, without loss: those whose text and whose order in
 * PostgreSQL leave no doubt. (A {@code char(n)} compares with its padding as a column, without it
 * as a parameter; a {@code timetz} comes back in another zone.)
 */
final class CursorType {
  private static final Map<Class<?>, Function<String, ?>> PARSERS =
      Map.ofEntries(
          Map.entry(String.class, text -> text),
          Map.entry(UUID.class, UUID::fromString),
          Map.entry(Boolean.class, Boolean::valueOf),
          Map.entry(Short.class, Short::valueOf),
          Map.entry(Integer.class, Integer::valueOf),
          Map.entry(Long.class, Long::valueOf),
          Map.entry(Float.class, Float::valueOf),
          Map.entry(Double.class, Double::valueOf),
          Map.entry(BigInteger.class, BigInteger::new),
          Map.entry(BigDecimal.class, BigDecimal::new),
          Map.entry(LocalDate.class, LocalDate::parse),
          Map.entry(LocalTime.class, LocalTime::parse),
          Map.entry(LocalDateTime.class, LocalDateTime::parse),
          Map.entry(OffsetDateTime.class, OffsetDateTime::parse),
          Map.entry(Instant.class, Instant::parse));

  private final Converter<Object, Object> converter;
  private final Function<String, ?> parser;

  @SuppressWarnings("unchecked")
  private CursorType(DataType<?> type, Function<String, ?> parser) {
    this.converter = (Converter<Object, Object>) type.getConverter();
    this.parser = parser;
  }

  /** Empty for a type that no cursor takes. */
  static Optional<CursorType> of(DataType<?> type) {
    Class<?> stored = type.getConverter().fromType();
    // Both are compared in another way than text, which is what the driver sends.
    if (List.of("char", "citext").contains(type.getTypeName())) {
      return Optional.empty();
    }
    Function<String, ?> parser =
        EnumType.class.isAssignableFrom(stored)
            ? text -> constant(stored, text)
            : PARSERS.get(stored);
    return Optional.ofNullable(parser).map(it -> new CursorType(type, it));
  }

  private static Object constant(Class<?> type, String literal) {
    return Stream.of(type.getEnumConstants())
        .filter(constant -> ((EnumType) constant).getLiteral().equals(literal))
        .findFirst()
        .orElseThrow(() -> new NoSuchElementException(literal));
  }

  String text(Object value) {
    Object stored = converter.to(value);
    return stored instanceof EnumType constant ? constant.getLiteral() : stored.toString();
  }

  Object value(String text) {
    return converter.from(parser.apply(text));
  }
}
