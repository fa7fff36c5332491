package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Wraps a function whose answers are kept, and refuses one that could know who asks. */
final class CachedFunction {
  /** What knows nothing of a client. */
  private static final Set<String> CLIENTLESS =
      Set.of(Names.DSL_CONTEXT, Names.AFTER, Names.DATA_CACHE, Names.INSTANT_SOURCE);

  private final Diagnostics diagnostics;
  private final Scope scope;

  CachedFunction(Diagnostics diagnostics, Scope scope) {
    this.diagnostics = diagnostics;
    this.scope = scope;
  }

  /**
   * The same function, called only where no answer is kept; within all that runs around it.
   *
   * @param function bound
   * @param method of the user's
   */
  Function wrap(Function function, ExecutableElement method) {
    method.getParameters().forEach(this::check);
    String name = "uncached" + function.verb();
    List<String> arguments = new ArrayList<>(List.of(Names.BINDING + "::" + name));
    for (VariableElement parameter : method.getParameters()) {
      JavaTypes.record(parameter.asType()).stream()
          .flatMap(record -> record.getRecordComponents().stream())
          .map(component -> Quoted.text(component.getSimpleName().toString()))
          .forEach(arguments::add);
    }
    StringBuilder helper =
        new StringBuilder("\n  private static Response " + name)
            .append(function.throwing() ? "(Call call) throws Exception {\n" : "(Call call) {\n");
    function.statements().forEach(s -> helper.append("    ").append(s).append('\n'));
    List<String> helpers = new ArrayList<>(List.of(helper.append("  }\n").toString()));
    helpers.addAll(function.helpers());
    String call = "return call.cached(" + String.join(", ", arguments) + ");";
    return new Function(function.verb(), List.of(call), helpers, true);
  }

  private void check(VariableElement parameter) {
    TypeMirror type = parameter.asType();
    Optional<TypeElement> record = JavaTypes.record(type);
    Optional<TypeMirror> element = JavaTypes.argument(type, Set.of(Names.LIST));
    boolean known =
        CLIENTLESS.contains(JavaTypes.name(type))
            || record.isPresent()
            || SimpleType.of(element.orElse(type)).isPresent();
    if (!known || scope.find(type).isPresent()) {
      diagnostics.error(
          parameter,
          "'"
              + parameter.getSimpleName()
              + "' may differ from client to client, but the answer of a @Cached function is given to"
              + " all of them. It takes a DSLContext, a DataCache, an After, an InstantSource, path variables and a record of"
              + " the query string; leave this to middleware, or write @Cached(seconds = 0).");
    }
  }
}
