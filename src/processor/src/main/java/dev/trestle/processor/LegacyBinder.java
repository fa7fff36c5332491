package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;

/** The one function of a {@code Route} in the older style, {@code handler(request, response)}. */
final class LegacyBinder {
  private static final List<String> TYPES = List.of("LegacyRequest", "LegacyResponse");

  private final Diagnostics diagnostics;

  LegacyBinder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /**
   * Refuses what is none.
   *
   * @param others whether the class has functions named by verbs too
   */
  void check(ExecutableElement handler, boolean others) {
    if (others) {
      diagnostics.error(
          handler,
          "'handler' answers all verbs, so there are no other functions beside it; make it private,"
              + " or move what they do into it.");
    }
    List<? extends VariableElement> parameters = handler.getParameters();
    List<String> names = parameters.stream().map(LegacyBinder::simpleName).toList();
    boolean unknown = parameters.stream().anyMatch(p -> p.asType().getKind() == TypeKind.ERROR);
    if (unknown && names.equals(TYPES)) {
      diagnostics.error(
          handler,
          "handler(LegacyRequest, LegacyResponse) needs the module dev.trestle:trestle-legacy; add it"
              + " to the dependencies, and import "
              + Names.LEGACY
              + "*.");
    } else if (!parameters.stream()
        .map(p -> JavaTypes.name(p.asType()))
        .toList()
        .equals(TYPES.stream().map(name -> Names.LEGACY + name).toList())) {
      diagnostics.error(
          handler,
          "'handler' answers all verbs, with the parameters (LegacyRequest request, LegacyResponse"
              + " response); give it these, name it "
              + String.join(", ", Names.VERBS)
              + ", or make it private.");
    } else if (handler.getReturnType().getKind() != TypeKind.VOID) {
      diagnostics.error(handler, "'handler' answers through its second parameter, so it is void.");
    }
  }

  private static String simpleName(VariableElement parameter) {
    String type = parameter.asType().toString();
    return type.substring(type.lastIndexOf('.') + 1);
  }

  static Function bind(ExecutableElement handler, RouteUrl url, boolean transactional) {
    String variables = url.variables().stream().map(Quoted::text).collect(Collectors.joining(", "));
    String statement =
        "return %sLegacyHandler.answer(call, %s, java.util.List.of(%s), Route::handler);"
            .formatted(
                Names.LEGACY, Quoted.text(handler.getEnclosingElement().toString()), variables);
    List<String> statements = List.of(statement);
    return new Function(
        Names.HANDLER,
        transactional ? TransactionalFunction.within(statements) : statements,
        List.of(),
        true);
  }
}
