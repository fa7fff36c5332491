package dev.trestle.dev;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.SourceVersion;

/**
 * A segment of a URL, as the names of packages and the words of a developer have it.
 *
 * @param kind what it matches
 * @param name the literal text, or the name of the variable
 * @param type of the variable, as Java has it
 */
record UrlSegment(Kind kind, String name, String type) {
  enum Kind {
    /** Adds nothing to the URL. */
    GROUP("", ""),
    LITERAL("", ""),
    VARIABLE("_", ""),
    CATCH_ALL("__", "+"),
    OPTIONAL_CATCH_ALL("___", "*");

    private final String prefix;
    private final String sign;

    Kind(String prefix, String sign) {
      this.prefix = prefix;
      this.sign = sign;
    }
  }

  private static final Map<String, String> TYPES =
      Map.of(
          "string", "String",
          "uuid", "UUID",
          "int", "int",
          "long", "long",
          "boolean", "boolean",
          "date", "LocalDate");

  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}:+*]*+)([+*]?)(?::([^{}]*+))?}");

  /** What stands in a URL, in Java and in a comment as it is. */
  private static final Pattern LITERAL = Pattern.compile("[A-Za-z0-9._~-]++");

  /** What no component of a record may be called. */
  private static final Set<String> OBJECTS =
      Set.of(
          "clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  /**
   * Reads one that a developer wrote.
   *
   * @throws IllegalArgumentException if there is no such segment
   */
  static UrlSegment parse(String text) {
    Matcher variable = VARIABLE.matcher(text);
    if (variable.matches()) {
      return variable(variable.group(1), variable.group(2), Optional.ofNullable(variable.group(3)));
    }
    if (text.isEmpty()) {
      throw new IllegalArgumentException(
          "The path has an empty segment; write one slash between two, and none at the end.");
    }
    if (text.startsWith(":") || text.startsWith("[") || text.contains("{") || text.contains("}")) {
      throw new IllegalArgumentException(
          "'" + text + "' is no segment; a variable is a whole one, like {id} or {id:uuid}.");
    }
    if (!LITERAL.matcher(text).matches() || text.equals(".") || text.equals("..")) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' cannot be a segment here; use letters, digits, '-', '_', '.' and '~'. Others are"
              + " written in a package-info by hand, as @Segment(\"…\").");
    }
    return literal(text);
  }

  private static UrlSegment variable(String name, String sign, Optional<String> asked) {
    if (!SourceVersion.isName(name)
        || name.contains(".")
        || name.startsWith("_")
        || OBJECTS.contains(name)) {
      throw new IllegalArgumentException(
          "'" + name + "' cannot name a parameter of Java's; call the variable otherwise.");
    }
    String word = asked.orElse("string");
    if (!TYPES.containsKey(word)) {
      throw new IllegalArgumentException(
          "'"
              + word
              + "' is no type of a variable; write one of string, uuid, int, long, boolean, date.");
    }
    if (sign.isEmpty()) {
      return new UrlSegment(Kind.VARIABLE, name, TYPES.get(word));
    }
    if (asked.isPresent()) {
      throw new IllegalArgumentException(
          "'" + name + "' takes several segments, which are a List<String>; leave out the type.");
    }
    return new UrlSegment(
        sign.equals("+") ? Kind.CATCH_ALL : Kind.OPTIONAL_CATCH_ALL, name, "List<String>");
  }

  static UrlSegment literal(String text) {
    return new UrlSegment(text.isEmpty() ? Kind.GROUP : Kind.LITERAL, text, "");
  }

  /** The segment that a package is by its name alone. */
  static UrlSegment ofPackage(String name) {
    if (name.startsWith("___")) {
      return new UrlSegment(Kind.OPTIONAL_CATCH_ALL, name.substring(3), "List<String>");
    }
    if (name.startsWith("__")) {
      return new UrlSegment(Kind.CATCH_ALL, name.substring(2), "List<String>");
    }
    if (name.startsWith("_")) {
      return new UrlSegment(Kind.VARIABLE, name.substring(1), "String");
    }
    String text = name.endsWith("_") ? name.substring(0, name.length() - 1) : name;
    return literal(text.replace('_', '-'));
  }

  /** What its package is called; what is not this by its name needs {@code @Segment}. */
  String packageName() {
    if (isVariable()) {
      return kind.prefix + name;
    }
    String plain = name.replaceAll("[^A-Za-z0-9]", "_");
    String word = Character.isLetter(plain.charAt(0)) ? plain : "s" + plain;
    return SourceVersion.isKeyword(word) ? word + "_" : word;
  }

  boolean isVariable() {
    return kind != Kind.GROUP && kind != Kind.LITERAL;
  }

  boolean isCatchAll() {
    return kind == Kind.CATCH_ALL || kind == Kind.OPTIONAL_CATCH_ALL;
  }

  /** Whether both are the same in a URL, whatever Java makes of them. */
  boolean equalsInUrl(UrlSegment other) {
    return kind == other.kind && name.equals(other.name);
  }

  /** As documents write it. */
  String template() {
    return switch (kind) {
      case GROUP -> "";
      case LITERAL -> "/" + name;
      default -> "/{" + name + kind.sign + "}";
    };
  }

  /** What it matches, whatever its variable is called. */
  String shape() {
    return isVariable() ? "/{" + kind.sign + "}" : template();
  }

  /** Something that fits it. */
  String example() {
    return switch (type) {
      case "UUID" -> "00000000-0000-4000-8000-000000000001";
      case "int", "long" -> "1";
      case "boolean" -> "true";
      case "LocalDate" -> "2026-01-31";
      case "List<String>" -> "a/b";
      default -> isVariable() ? "a" : name;
    };
  }
}
