package dev.trestle.processor.lang;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * The types of one value without parts: what they are in JSON, and whether they can be read from
 * the text of a URL or a form. Those that can are called as the constants of the library's {@code
 * Parser}.
 */
public enum Scalar {
  /** Any text. */
  STRING("java.lang.String", "string", "", text -> text),
  /** Two words. */
  BOOLEAN("java.lang.Boolean", "boolean", "", Scalar::bool),
  /** 32 bits. */
  INTEGER("java.lang.Integer", "integer", "int32", Integer::valueOf),
  /** 64 bits. */
  LONG("java.lang.Long", "integer", "int64", Long::valueOf),
  /** 64 bits, with a fraction. */
  DOUBLE("java.lang.Double", "number", "double", Double::valueOf),
  /** Any number. */
  BIG_DECIMAL("java.math.BigDecimal", "number", "", BigDecimal::new),
  /** Any integer. */
  BIG_INTEGER("java.math.BigInteger", "integer", "", BigInteger::new),
  /** 36 characters. */
  UUID("java.util.UUID", "string", "uuid", java.util.UUID::fromString),
  /** A day. */
  LOCAL_DATE("java.time.LocalDate", "string", "date", LocalDate::parse),
  /** A time of a day, wherever. */
  LOCAL_DATE_TIME("java.time.LocalDateTime", "string", "date-time-local", LocalDateTime::parse),
  /** A time, with the difference to UTC. */
  OFFSET_DATE_TIME("java.time.OffsetDateTime", "string", "date-time", OffsetDateTime::parse),
  /** A time. */
  INSTANT("java.time.Instant", "string", "date-time", Instant::parse),
  /** A time, with a zone. */
  ZONED_DATE_TIME("java.time.ZonedDateTime", "string", "date-time"),
  /** A time of any day. */
  LOCAL_TIME("java.time.LocalTime", "string", "time-local"),
  /** How long. */
  DURATION("java.time.Duration", "string", "duration"),
  /** Any text. */
  CHAR_SEQUENCE("java.lang.CharSequence", "string", ""),
  /** One character. */
  CHARACTER("java.lang.Character", "string", ""),
  /** An address. */
  URI("java.net.URI", "string", "uri"),
  /** An address. */
  URL("java.net.URL", "string", "uri"),
  /** A language. */
  LOCALE("java.util.Locale", "string", ""),
  /** Three letters. */
  CURRENCY("java.util.Currency", "string", ""),
  /** 8 bits. */
  BYTE("java.lang.Byte", "integer", "int32"),
  /** 16 bits. */
  SHORT("java.lang.Short", "integer", "int32"),
  /** 32 bits, with a fraction. */
  FLOAT("java.lang.Float", "number", "float"),
  /** Any number. */
  NUMBER("java.lang.Number", "number", ""),
  /** 32 bits, or none. */
  OPTIONAL_INT("java.util.OptionalInt", "integer", "int32"),
  /** 64 bits, or none. */
  OPTIONAL_LONG("java.util.OptionalLong", "integer", "int64"),
  /** 64 bits, with a fraction, or none. */
  OPTIONAL_DOUBLE("java.util.OptionalDouble", "number", "double");

  private static final Map<String, Scalar> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(scalar -> scalar.type, scalar -> scalar));

  private static final Map<TypeKind, Scalar> PRIMITIVES =
      Map.of(
          TypeKind.BOOLEAN, BOOLEAN,
          TypeKind.BYTE, BYTE,
          TypeKind.SHORT, SHORT,
          TypeKind.INT, INTEGER,
          TypeKind.LONG, LONG,
          TypeKind.FLOAT, FLOAT,
          TypeKind.DOUBLE, DOUBLE,
          TypeKind.CHAR, CHARACTER);

  private final String type;
  private final String json;
  private final String format;
  private final Optional<Function<String, Object>> reader;

  Scalar(String type, String json, String format) {
    this.type = type;
    this.json = json;
    this.format = format;
    this.reader = Optional.empty();
  }

  Scalar(String type, String json, String format, Function<String, Object> reader) {
    this.type = type;
    this.json = json;
    this.format = format;
    this.reader = Optional.of(reader);
  }

  /**
   * What a type is.
   *
   * @param type a primitive one, or one with a name
   * @return empty for what has parts, or is not known
   */
  public static Optional<Scalar> of(TypeMirror type) {
    return type.getKind().isPrimitive()
        ? Optional.of(PRIMITIVES.get(type.getKind()))
        : Optional.ofNullable(BY_NAME.get(JavaTypes.name(type)));
  }

  /**
   * The type of its values in JSON.
   *
   * @return {@code string}, {@code boolean}, {@code integer} or {@code number}
   */
  public String json() {
    return json;
  }

  /**
   * What JSON Schema says of such a value beside its type.
   *
   * @return a format; empty without one
   */
  public String format() {
    return format;
  }

  /**
   * Whether the library reads it from text.
   *
   * @return true where {@code Parser} has a constant of this name
   */
  public boolean isReadable() {
    return reader.isPresent();
  }

  /**
   * Whether a text will be understood.
   *
   * @param text as a client would write it
   * @return false too where no text is
   */
  public boolean reads(String text) {
    try {
      return reader.map(r -> r.apply(text)).isPresent();
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
