package dev.trestle.processor.client;

import dev.trestle.processor.lang.Enums;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.PrimitiveType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.WildcardType;

/** One source file of a client: its text, and how types are named in it. */
final class JavaFile {
  private static final String RUNTIME = "dev.trestle.client.";
  private static final String NODE = "tools.jackson.databind.JsonNode";

  /** What the client calls by another name. */
  private static final Map<String, String> OTHERS =
      Map.of(
          Names.CHANGE,
          RUNTIME + "Change",
          Names.UPLOAD,
          RUNTIME + "Upload",
          Names.BOUND_QUERY,
          Names.LIST,
          "java.lang.Object",
          NODE);

  private final String packageName;
  private final Place top;
  private final Mirrors mirrors;
  private final Set<String> taken = new HashSet<>();
  private final Map<String, String> imports = new TreeMap<>();
  private final StringBuilder text = new StringBuilder();

  /**
   * @param top the class that the file is called after
   * @param interfaces of all routes
   */
  JavaFile(String packageName, Place top, Mirrors mirrors, Iterable<String> interfaces) {
    this.packageName = packageName;
    this.top = top;
    this.mirrors = mirrors;
    interfaces.forEach(taken::add);
    for (Place place : mirrors.places()) {
      if (place.isTop() || place.top().equals(top.top())) {
        taken.add(place.simple());
      }
    }
  }

  JavaFile add(String more) {
    text.append(more);
    return this;
  }

  /** A class of the JDK or the runtime; by its simple name if that is free. */
  String name(String full) {
    String simple = full.substring(full.lastIndexOf('.') + 1);
    if (taken.contains(simple) || !imports.getOrDefault(simple, full).equals(full)) {
      return full;
    }
    imports.put(simple, full);
    return simple;
  }

  String runtime(String simple) {
    return name(RUNTIME + simple);
  }

  /** A type of the client. */
  String name(TypeElement mirrored) {
    Place place = mirrors.of(mirrored);
    List<String> path = place.path();
    if (!place.top().equals(top.top())) {
      boolean hidden =
          mirrors.places().stream()
              .anyMatch(
                  p -> p.top().equals(top.top()) && !p.isTop() && p.simple().equals(place.top()));
      return (hidden ? packageName + "." : "") + String.join(".", path);
    }
    boolean alone =
        mirrors.places().stream()
                .filter(p -> p.top().equals(top.top()) && p.simple().equals(place.simple()))
                .count()
            == 1;
    return alone ? place.simple() : String.join(".", path);
  }

  /** A type of the server as the client has it. */
  String type(TypeMirror type) {
    return switch (type) {
      case ArrayType array -> type(array.getComponentType()) + "[]";
      case PrimitiveType primitive -> primitive.getKind().name().toLowerCase(Locale.ROOT);
      case WildcardType wildcard ->
          wildcard.getExtendsBound() == null
              ? "?"
              : "? extends " + type(wildcard.getExtendsBound());
      case DeclaredType declared -> declared(declared);
      default -> type.toString();
    };
  }

  private String declared(DeclaredType type) {
    TypeElement element = JavaTypes.element(type);
    Optional<TypeMirror> value = Enums.value(element);
    if (value.isPresent()) {
      return boxed(value.get());
    }
    String full = element.getQualifiedName().toString();
    String other = OTHERS.getOrDefault(full, full);
    boolean known = !other.equals(full) || full.startsWith("java.");
    if (!known && !Types.isMirrored(element)) {
      return name(NODE);
    }
    String arguments =
        type.getTypeArguments().isEmpty()
            ? ""
            : type.getTypeArguments().stream()
                .map(this::type)
                .collect(Collectors.joining(", ", "<", ">"));
    return (known ? name(other) : name(element)) + arguments;
  }

  /** The same in a URL or a form, where constants are told by their names. */
  String text(TypeMirror type) {
    TypeMirror one = JavaTypes.argument(type).orElse(type);
    if (!(one instanceof DeclaredType d) || Enums.value(d.asElement()).isEmpty()) {
      return type(type);
    }
    String text = name("java.lang.String");
    return one.equals(type) ? text : name(JavaTypes.name(type)) + "<" + text + ">";
  }

  /** The same as an argument of a generic type. */
  String boxed(TypeMirror type) {
    return type instanceof PrimitiveType primitive
        ? name(
            switch (primitive.getKind()) {
              case INT -> "java.lang.Integer";
              case CHAR -> "java.lang.Character";
              default -> "java.lang." + InterfaceName.capital(type(primitive));
            })
        : type(type);
  }

  /** The whole file. */
  String source() {
    Set<String> lines = new TreeSet<>();
    imports.forEach((simple, full) -> {
      if (!full.equals("java.lang." + simple)) {
        lines.add("import " + full + ";\n");
      }
    });
    return "package "
        + packageName
        + ";\n\n"
        + String.join("", lines)
        + (lines.isEmpty() ? "" : "\n")
        + text;
  }
}
