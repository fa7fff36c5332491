package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Subtypes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** Makes a {@code Response} of what a function returns. */
final class ResultBinder {
  private static final String TO_RECORD =
      "make records of its rows with mapping(User::new), or return a Response";

  /** What cannot be an answer, and what to write instead; supertypes count. */
  private static final Map<String, String> REFUSED =
      Map.of(
          "org.jooq.Record",
          TO_RECORD,
          "org.jooq.Result",
          TO_RECORD,
          "org.jooq.Query",
          TO_RECORD,
          Names.BOUND_QUERY,
          "return it by itself, or what .fetch(db) gives",
          Names.PREPARED,
          "return .with(…) of it, the query to be run",
          "java.util.stream.BaseStream",
          "collect it to a List",
          "java.util.Iterator",
          "collect it to a List",
          "java.util.concurrent.Future",
          "return the value itself; each request has a virtual thread that may wait",
          "java.util.concurrent.CompletionStage",
          "return the value itself; each request has a virtual thread that may wait");

  private final Subtypes subtypes;
  private final Diagnostics diagnostics;

  ResultBinder(Subtypes subtypes, Diagnostics diagnostics) {
    this.subtypes = subtypes;
    this.diagnostics = diagnostics;
  }

  /** Whether a signature does not tell what is answered. */
  static boolean isOpen(ExecutableElement method) {
    TypeMirror result = method.getReturnType();
    return method.getSimpleName().contentEquals(Names.HANDLER)
        || is(JavaTypes.argument(result, Set.of(Names.OPTIONAL)).orElse(result), Names.RESPONSE);
  }

  /** The statements that make the answer of a call. */
  List<String> statements(ExecutableElement method, String call) {
    TypeMirror result = method.getReturnType();
    if (result.getKind() == TypeKind.VOID) {
      return List.of(call + ";", "return Response.noContent();");
    }
    if (is(result, Names.RESPONSE)) {
      return List.of("return " + call + ";");
    }
    Optional<TypeMirror> rows = JavaTypes.argument(result, Set.of(Names.BOUND_QUERY));
    if (rows.isPresent()) {
      check(method, rows.get());
      return List.of("return Response.rows(call.db(), " + call + ");");
    }
    Optional<TypeMirror> optional = JavaTypes.argument(result, Set.of(Names.OPTIONAL));
    check(method, optional.orElse(result));
    if (optional.isEmpty()) {
      return List.of("return Response.json(" + call + ");");
    }
    String value =
        call + ".orElseThrow(() -> HttpError.notFound(\"" + notFound(optional.get()) + "\"))";
    return List.of(
        is(optional.get(), Names.RESPONSE)
            ? "return " + value + ";"
            : "return Response.json(" + value + ");");
  }

  private void check(ExecutableElement method, TypeMirror value) {
    TypeMirror element =
        JavaTypes.argument(value, Set.of("java.util.List", "java.util.Collection", "java.util.Set"))
            .orElse(value);
    if (subtypes.is(value, "java.lang.Void")) {
      diagnostics.error(method, "A function without an answer is void, not " + value + ".");
    }
    REFUSED.forEach((name, instead) -> {
      if (subtypes.is(value, name) || subtypes.is(element, name)) {
        diagnostics.error(method, "A " + value + " cannot be written as JSON: " + instead + ".");
      }
    });
  }

  private static boolean is(TypeMirror type, String name) {
    return JavaTypes.name(type).equals(name);
  }

  /** {@code BlogPost} → "Blog post not found". */
  private static String notFound(TypeMirror type) {
    if (!(type instanceof DeclaredType declared)
        || is(type, Names.RESPONSE)
        || declared.asElement().toString().startsWith("java.")) {
      return "Not found";
    }
    String[] words =
        declared.asElement().getSimpleName().toString().split("(?<=[a-z0-9])(?=[A-Z])");
    for (int i = 1; i < words.length; i++) {
      words[i] = words[i].toLowerCase(Locale.ROOT);
    }
    return String.join(" ", words) + " not found";
  }
}
