package dev.trestle.processor;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.lang.model.element.ExecutableElement;

/** Writes a call in a transaction, with its parameters read before that begins. */
final class TransactionalFunction {
  private static final String DATABASE = "call.db()";

  private final Diagnostics diagnostics;
  private final Scope scope;

  TransactionalFunction(Diagnostics diagnostics, Scope scope) {
    this.diagnostics = diagnostics;
    this.scope = scope;
  }

  /**
   * The statements.
   *
   * @param expressions of the parameters
   * @param call the statements that call the function with such expressions
   */
  List<String> statements(
      ExecutableElement method,
      List<String> expressions,
      Function<List<String>, List<String>> call) {
    check(method);
    List<String> lines = new ArrayList<>();
    List<String> arguments = new ArrayList<>();
    Scope names = scope;
    for (int i = 0; i < expressions.size(); i++) {
      String expression = expressions.get(i);
      if (expression.equals(DATABASE) || scope.expressions().containsValue(expression)) {
        arguments.add(expression);
      } else {
        String name = names.variable(method.getParameters().get(i).getSimpleName().toString());
        names = names.with(name, name);
        lines.add("var " + name + " = " + expression + ";");
        arguments.add(name);
      }
    }
    lines.addAll(within(call.apply(arguments)));
    return lines;
  }

  /** Statements of a transaction. */
  static List<String> within(List<String> statements) {
    List<String> lines = new ArrayList<>();
    lines.add("return call.transaction(() -> {");
    statements.forEach(line -> lines.add("  " + line));
    lines.add("});");
    return lines;
  }

  /** In a package some functions may have nothing to do with the database. */
  private void check(ExecutableElement method) {
    Optional<?> own = Annotations.find(method, TransactionalPolicy.ANNOTATION);
    boolean useful =
        method.getParameters().stream()
                .anyMatch(p -> JavaTypes.name(p.asType()).equals(Names.DSL_CONTEXT))
            || JavaTypes.argument(method.getReturnType(), Set.of(Names.BOUND_QUERY)).isPresent();
    if (own.isPresent() && !useful) {
      diagnostics.error(
          method,
          "Nothing of this function is in a transaction: the transaction is the DSLContext that it"
              + " takes; declare one, or take @Transactional away.");
    }
  }
}
