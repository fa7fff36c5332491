package dev.trestle.processor.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * JSON Schemas of types, as the library's JSON and readers of values have them. A record is a
 * reference to a component that is named by its type and whether it is sent or received.
 */
public final class Schemas {
  static final String COMPONENT = "#/components/schemas/";

  private static final Map<String, String> TEXTS =
      Map.ofEntries(
          Map.entry("java.lang.String", ""),
          Map.entry("java.lang.CharSequence", ""),
          Map.entry("java.lang.Character", ""),
          Map.entry("java.util.UUID", "uuid"),
          Map.entry("java.time.LocalDate", "date"),
          Map.entry("java.time.Instant", "date-time"),
          Map.entry("java.time.OffsetDateTime", "date-time"),
          Map.entry("java.time.ZonedDateTime", "date-time"),
          Map.entry("java.time.LocalDateTime", "date-time-local"),
          Map.entry("java.time.LocalTime", "time-local"),
          Map.entry("java.time.Duration", "duration"),
          Map.entry("java.net.URI", "uri"),
          Map.entry("java.net.URL", "uri"),
          Map.entry("java.util.Locale", ""),
          Map.entry("java.util.Currency", ""));

  private static final Map<String, String> NUMBERS =
      Map.ofEntries(
          Map.entry("java.lang.Byte", "integer int32"),
          Map.entry("java.lang.Short", "integer int32"),
          Map.entry("java.lang.Integer", "integer int32"),
          Map.entry("java.lang.Long", "integer int64"),
          Map.entry("java.lang.Float", "number float"),
          Map.entry("java.lang.Double", "number double"),
          Map.entry("java.math.BigInteger", "integer "),
          Map.entry("java.math.BigDecimal", "number "),
          Map.entry("java.lang.Number", "number "),
          Map.entry("java.util.OptionalInt", "integer int32"),
          Map.entry("java.util.OptionalLong", "integer int64"),
          Map.entry("java.util.OptionalDouble", "number double"));

  /** Whose values are those within, or nothing. */
  static final Set<String> WRAPPERS = Set.of("java.util.Optional", "dev.trestle.Change");

  static final String CHANGE = "dev.trestle.Change";

  private final Elements elements;
  private final Types types;

  /**
   * Schemas for one compilation.
   *
   * @param elements of it
   * @param types of it
   */
  public Schemas(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** Which way a value goes. */
  public enum Direction {
    /** From the client. */
    IN,
    /** To the client. */
    OUT;

    String prefix() {
      return name().toLowerCase(java.util.Locale.ROOT) + ":";
    }
  }

  /**
   * The schema of a type.
   *
   * @param type of a value
   * @param direction of the value
   * @return without constraints of anything but its parts
   */
  public JsonObject of(TypeMirror type, Direction direction) {
    if (type.getKind().isPrimitive()) {
      return type.getKind() == TypeKind.BOOLEAN
          ? typed("boolean", "")
          : plain(types.boxedClass((javax.lang.model.type.PrimitiveType) type));
    }
    if (type instanceof ArrayType array) {
      return array.getComponentType().getKind() == TypeKind.BYTE
          ? typed("string", "").text("contentEncoding", "base64")
          : list(array.getComponentType(), direction);
    }
    return type instanceof DeclaredType declared ? declared(declared, direction) : new JsonObject();
  }

  private JsonObject declared(DeclaredType type, Direction direction) {
    TypeElement element = (TypeElement) type.asElement();
    List<? extends TypeMirror> arguments = type.getTypeArguments();
    if (WRAPPERS.contains(element.toString()) && arguments.size() == 1) {
      JsonObject value = of(arguments.getFirst(), direction);
      Limits limits = Limits.of(arguments.getFirst());
      limits.apply(value);
      return limits.isNullable() ? nullable(value) : value;
    }
    if (isAny(type, "java.util.Map")) {
      JsonObject map = typed("object", "");
      return arguments.size() == 2
          ? map.put("additionalProperties", element(arguments.get(1), direction))
          : map;
    }
    if (isAny(type, "java.lang.Iterable") && !isAny(type, "tools.jackson.databind.JsonNode")) {
      return arguments.size() == 1
          ? list(arguments.getFirst(), direction)
          : typed("array", "").put("items", "{}");
    }
    if (element.getKind() == ElementKind.ENUM) {
      return typed("string", "").put("enum", JsonObject.array(constants(element)));
    }
    boolean sealed = element.getModifiers().contains(Modifier.SEALED);
    if (element.getKind() == ElementKind.RECORD || sealed) {
      return reference(direction.prefix() + key(type));
    }
    return plain(element);
  }

  /** A reference to what {@link Document} makes a component of. */
  static JsonObject reference(String key) {
    return new JsonObject().text("$ref", COMPONENT + key);
  }

  private JsonObject list(TypeMirror element, Direction direction) {
    return typed("array", "").put("items", element(element, direction));
  }

  private JsonObject element(TypeMirror type, Direction direction) {
    JsonObject schema = of(type, direction);
    Limits limits = Limits.of(type);
    limits.apply(schema);
    boolean empty = isAny(type, "java.util.Optional") || limits.isNullable();
    return empty ? nullable(schema) : schema;
  }

  private static JsonObject plain(TypeElement element) {
    String name = element.toString();
    if (name.equals("java.lang.Boolean")) {
      return typed("boolean", "");
    }
    if (NUMBERS.containsKey(name)) {
      String[] number = NUMBERS.get(name).split(" ", 2);
      return typed(number[0], number[1]);
    }
    return TEXTS.containsKey(name) ? typed("string", TEXTS.get(name)) : new JsonObject();
  }

  private static JsonObject typed(String type, String format) {
    return new JsonObject().text("type", type).text("format", format);
  }

  private static List<String> constants(TypeElement type) {
    return type.getEnclosedElements().stream()
        .filter(member -> member.getKind() == ElementKind.ENUM_CONSTANT)
        .map(constant -> JsonObject.text(JsonNames.of(constant)))
        .toList();
  }

  /** The same schema for a value that may be null. */
  static JsonObject nullable(JsonObject schema) {
    Optional<String> type = schema.get("type");
    if (schema.isEmpty() || type.filter(t -> t.startsWith("[")).isPresent()) {
      return schema;
    }
    if (type.isEmpty()) {
      return new JsonObject().put("anyOf", JsonObject.array(List.of(schema, typed("null", ""))));
    }
    JsonObject both = new JsonObject().putAll(schema).put("type", "[" + type.get() + ",\"null\"]");
    schema.get("enum").ifPresent(e -> both.put("enum", e.substring(0, e.length() - 1) + ",null]"));
    return both;
  }

  /** The name of a type with its arguments, without annotations and spaces. */
  private String key(DeclaredType type) {
    String name = ((TypeElement) type.asElement()).getQualifiedName().toString();
    return type.getTypeArguments().isEmpty()
        ? name
        : name
            + type.getTypeArguments().stream()
                .map(argument -> argument instanceof DeclaredType d ? key(d) : "java.lang.Object")
                .collect(Collectors.joining(",", "<", ">"));
  }

  /** The type that {@link #key} has named; empty if it is gone. */
  Optional<DeclaredType> type(String key) {
    int open = key.indexOf('<');
    Optional<TypeElement> element =
        Optional.ofNullable(elements.getTypeElement(open < 0 ? key : key.substring(0, open)));
    if (element.isEmpty() || open < 0) {
      return element.map(e -> types.getDeclaredType(e));
    }
    TypeMirror[] arguments =
        TypeArguments.split(key.substring(open + 1, key.length() - 1)).stream()
            .map(argument -> type(argument).<TypeMirror>map(t -> t))
            .map(argument -> argument.orElseGet(this::object))
            .toArray(TypeMirror[]::new);
    return element
        .filter(e -> e.getTypeParameters().size() == arguments.length)
        .map(e -> types.getDeclaredType(e, arguments));
  }

  private TypeMirror object() {
    return elements.getTypeElement("java.lang.Object").asType();
  }

  Types types() {
    return types;
  }

  private boolean isAny(TypeMirror type, String name) {
    TypeElement named = elements.getTypeElement(name);
    return named != null
        && type instanceof DeclaredType
        && types.isSubtype(types.erasure(type), types.erasure(named.asType()));
  }
}
