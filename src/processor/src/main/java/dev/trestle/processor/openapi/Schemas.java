package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.Enums;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import dev.trestle.processor.lang.Scalar;
import dev.trestle.processor.lang.Subtypes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * JSON Schemas of types, as the library's JSON and readers of values have them. A record is a
 * reference to a component that is named by its type and whether it is sent or received.
 */
public final class Schemas {
  static final String COMPONENT = "#/components/schemas/";

  /** Whose values are those within, or nothing. */
  static final Set<String> WRAPPERS = Set.of(Names.OPTIONAL, Names.CHANGE);

  private final Elements elements;
  private final Types types;
  private final Subtypes subtypes;

  /**
   * Schemas for one compilation.
   *
   * @param elements of it
   * @param types of it
   */
  public Schemas(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
    this.subtypes = new Subtypes(elements, types);
  }

  /** Which way a value goes. */
  public enum Direction {
    /** From the client, in a URL or a form. */
    TEXT,
    /** From the client, as JSON. */
    IN,
    /** To the client. */
    OUT;

    String prefix() {
      return name().toLowerCase(Locale.ROOT) + ":";
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
    return switch (type) {
      case PrimitiveType primitive -> scalar(primitive);
      case ArrayType array when array.getComponentType().getKind() == TypeKind.BYTE ->
          typed("string", "").text("contentEncoding", "base64");
      case ArrayType array -> list(array.getComponentType(), direction);
      case DeclaredType declared -> declared(declared, direction);
      case WildcardType wildcard when wildcard.getExtendsBound() != null ->
          of(wildcard.getExtendsBound(), direction);
      case TypeVariable variable -> of(types.erasure(variable), direction);
      default -> new JsonObject();
    };
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
    if (subtypes.is(type, "java.util.Map")) {
      JsonObject map = typed("object", "");
      return arguments.size() == 2
          ? map.put("additionalProperties", element(arguments.get(1), direction))
          : map;
    }
    if (subtypes.is(type, "java.lang.Iterable")
        && !subtypes.is(type, "tools.jackson.databind.JsonNode")) {
      return arguments.size() == 1
          ? list(arguments.getFirst(), direction)
          : typed("array", "").put("items", "{}");
    }
    if (element.getKind() == ElementKind.ENUM) {
      return constants(element, direction);
    }
    boolean sealed = element.getModifiers().contains(Modifier.SEALED);
    if (element.getKind() == ElementKind.RECORD || sealed) {
      return reference(direction.prefix() + key(type));
    }
    return scalar(type);
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
    boolean empty = subtypes.is(type, Names.OPTIONAL) || limits.isNullable();
    return empty ? nullable(schema) : schema;
  }

  private static JsonObject scalar(TypeMirror type) {
    return Scalar.of(type).map(s -> typed(s.json(), s.format())).orElseGet(JsonObject::new);
  }

  private static JsonObject typed(String type, String format) {
    return new JsonObject().text("type", type).text("format", format);
  }

  /** In a URL by their names, in JSON as Jackson's annotations say. */
  private JsonObject constants(TypeElement type, Direction direction) {
    boolean text = direction == Direction.TEXT;
    Optional<TypeMirror> value = text ? Optional.empty() : Enums.value(type);
    if (value.isPresent()) {
      return of(value.get(), direction);
    }
    List<String> names =
        Enums.constants(type).stream()
            .map(c -> text ? c.getSimpleName().toString() : JsonNames.of(c))
            .map(Quoted::text)
            .toList();
    return typed("string", "").put("enum", JsonObject.array(names));
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
                .map(this::argument)
                .collect(Collectors.joining(",", "<", ">"));
  }

  private String argument(TypeMirror type) {
    return switch (type) {
      case DeclaredType declared -> key(declared);
      case WildcardType wildcard when wildcard.getExtendsBound() != null ->
          argument(wildcard.getExtendsBound());
      default -> "java.lang.Object";
    };
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
}
