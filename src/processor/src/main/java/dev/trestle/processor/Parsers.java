package dev.trestle.processor;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;

/**
 * What one binding uses beside its functions: parsers, the library's constants and one of its own
 * for each enum, the check of records with constraints, the cache of data, and Javalin's Context.
 */
final class Parsers {
  private final Map<String, String> enums = new LinkedHashMap<>();
  private final Set<String> checked = new TreeSet<>();
  private boolean readsData;
  private boolean takesContext;

  /** The record, checked if it has constraints. */
  String checked(TypeElement record, String expression, Constraints constraints) {
    if (!constraints.of(record)) {
      return expression;
    }
    checked.add(record.getQualifiedName() + ".class");
    return "call.checked(" + expression + ")";
  }

  /** The cache of data, from the call. */
  String data() {
    readsData = true;
    return "call.data()";
  }

  /** Javalin's view of the request, from the call. */
  String context() {
    takesContext = true;
    return "call.javalin()";
  }

  /** Tells a route which records are checked, and what else of it has to be known at the start. */
  String needs() {
    return (checked.isEmpty() ? "" : "\n        .checking(" + String.join(", ", checked) + ")")
        + (readsData ? "\n        .readingData()" : "")
        + (takesContext ? "\n        .takingContext()" : "");
  }

  String expression(SimpleType type) {
    return type.scalar()
        .map(scalar -> "Parser." + scalar)
        .orElseGet(() -> constant(type.enumType().get()));
  }

  private String constant(TypeElement type) {
    String plain =
        type.getSimpleName()
            .toString()
            .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
            .toUpperCase(Locale.ROOT);
    return enums.computeIfAbsent(
        type.getQualifiedName().toString(),
        name -> enums.containsValue(plain) ? plain + "_" + enums.size() : plain);
  }

  /** The declarations of the enums' constants. */
  String declarations() {
    return enums.entrySet().stream()
        .map(e ->
            "  private static final Parser<%1$s> %2$s = Parser.ofEnum(%1$s.class);\n"
                .formatted(e.getKey(), e.getValue()))
        .collect(Collectors.joining("", "", enums.isEmpty() ? "" : "\n"));
  }
}
