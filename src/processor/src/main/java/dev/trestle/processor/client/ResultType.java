package dev.trestle.processor.client;

import dev.trestle.processor.lang.Names;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.type.TypeMirror;

/**
 * A result in the words of Java.
 *
 * @param file that they stand in
 * @param result what the caller asks for
 */
record ResultType(JavaFile file, Result result) {
  /** What a method returns. */
  String source() {
    String type = result.type().map(this::element).orElse("");
    return switch (result.kind()) {
      case NONE -> "void";
      case RAW -> file.runtime("Received");
      case JSON -> result.type().map(file::type).orElseThrow();
      case LIST -> type;
      case OPTIONAL -> file.name(Names.OPTIONAL) + "<" + type + ">";
      case STREAM -> file.name("java.util.stream.Stream") + "<" + type + ">";
      case EVENTS ->
          "%s<%s<%s>>"
              .formatted(file.name("java.util.stream.Stream"), file.runtime("ServerEvent"), type);
    };
  }

  private String element(TypeMirror type) {
    return result.kind() == Result.Kind.LIST
        ? file.name(Names.LIST) + "<" + file.boxed(type) + ">"
        : file.boxed(type);
  }

  /** How a call is ended to get it. */
  String reading() {
    String reference =
        result
            .type()
            .map(type ->
                "new %s<%s>() {}"
                    .formatted(file.name("tools.jackson.core.type.TypeReference"), element(type)))
            .orElse("");
    return switch (result.kind()) {
      case NONE -> "none()";
      case RAW -> "raw()";
      case JSON, LIST -> "json(" + reference + ")";
      case OPTIONAL -> "optional(" + reference + ")";
      case STREAM -> "stream(" + reference + ")";
      case EVENTS -> "events(" + reference + ")";
    };
  }

  /** What it is, as a part of a name. */
  String word() {
    return switch (result.kind()) {
      case NONE -> "Nothing";
      case STREAM -> "Stream";
      case EVENTS -> "Events";
      case RAW -> media();
      default ->
          InterfaceName.capital(
              result.type().map(this::element).orElse("").replaceAll("[^A-Za-z0-9]", ""));
    };
  }

  /** {@code text/csv} is {@code Csv}, {@code image/*} is {@code Image}. */
  private String media() {
    String[] parts = result.accept().toLowerCase(Locale.ROOT).split("/", 2);
    String name = parts[parts.length - 1].replaceFirst(";.*", "");
    return Stream.of((name.equals("*") ? parts[0] : name).split("[^a-z0-9]+"))
        .map(InterfaceName::capital)
        .collect(Collectors.joining());
  }
}
