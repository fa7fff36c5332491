package dev.trestle.internal.query;

import java.lang.invoke.MethodType;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetTime;
import java.util.List;
import java.util.Map;

/** Values of the types of a record's components, in which mappers may differ. */
final class JsonSamples {
  private static final Map<Class<?>, Object> VALUES =
      Map.of(
          List.class, List.of(),
          BigDecimal.class, new BigDecimal("1E+3"),
          Double.class, 1.5,
          Float.class, 1.5f,
          LocalDate.class, LocalDate.of(2024, 2, 29),
          LocalDateTime.class, LocalDateTime.of(2024, 2, 29, 10, 0),
          LocalTime.class, LocalTime.of(10, 0),
          OffsetTime.class, OffsetTime.parse("10:00Z"));

  private JsonSamples() {}

  /** What an array of the type holds at first: null, zero, false. */
  static Object zero(Class<?> type) {
    return Array.get(Array.newInstance(type, 1), 0);
  }

  /** Another value, if one is known here. */
  static Object value(Class<?> type) {
    Class<?> boxed = MethodType.methodType(type).wrap().returnType();
    if (FastColumn.ALL.containsKey(boxed)) {
      return FastColumn.ALL.get(boxed).samples().getLast();
    }
    if (type.isArray()) {
      return Array.newInstance(type.getComponentType(), 0);
    }
    if (type.isEnum() && type.getEnumConstants().length > 0) {
      return type.getEnumConstants()[0];
    }
    return VALUES.getOrDefault(boxed, zero(type));
  }
}
