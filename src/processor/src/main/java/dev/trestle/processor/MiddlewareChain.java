package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Quoted;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.VariableElement;

/**
 * What runs around one function: nested calls, written from the outermost to the innermost. Within
 * a {@code Middleware}, {@code around} comes first, then its values in the order of the source.
 */
final class MiddlewareChain {
  /** Stands for what is within, until it is known. */
  private static final String NEXT = "\0";

  private final List<Layer> layers = new ArrayList<>();
  private final List<String> helpers = new ArrayList<>();
  private Scope scope;

  private MiddlewareChain(Scope scope) {
    this.scope = scope;
  }

  /**
   * One {@code Middleware}.
   *
   * @param open before what is within {@code around}; empty without one
   * @param close after it
   * @param values statements that make its values
   */
  private record Layer(String open, String close, List<String> values) {}

  /** Makes binders of parameters at some place of the chain. */
  interface Binders {
    FunctionBinder at(MiddlewareClass middleware, Scope scope);
  }

  /**
   * Binds the classes.
   *
   * @param classes from the outermost to the innermost
   * @param application what the application provides
   * @param prefix begins the names of helper methods
   */
  static MiddlewareChain of(
      List<MiddlewareClass> classes, Scope application, String prefix, Binders binders) {
    MiddlewareChain chain = new MiddlewareChain(application);
    for (int i = 0; i < classes.size(); i++) {
      chain.add(classes, i, prefix + (i + 1), binders);
    }
    chain.scope = chain.scope.withLater(Map.of());
    return chain;
  }

  private void add(List<MiddlewareClass> classes, int index, String prefix, Binders binders) {
    MiddlewareClass middleware = classes.get(index);
    scope = scope.withLater(later(classes.subList(index, classes.size())));
    String open = "";
    String close = "";
    Optional<ExecutableElement> around = middleware.around().filter(MiddlewareFinder::hasNext);
    if (around.isPresent()) {
      String call = call(middleware, around.get(), prefix, binders);
      int body = call.indexOf(NEXT);
      open = "return " + call.substring(0, body) + "() -> {";
      close = "}" + call.substring(body + NEXT.length()) + ";";
    }
    List<String> values = new ArrayList<>();
    for (ExecutableElement provider : middleware.providers()) {
      String type = JavaTypes.name(provider.getReturnType());
      String variable = scope.variable(provider.getSimpleName().toString());
      String from = middleware.name() + "." + provider.getSimpleName();
      values.add(
          type
              + " "
              + variable
              + " = Objects.requireNonNull("
              + call(middleware, provider, prefix, binders)
              + ", "
              + Quoted.text(from + " gave null")
              + ");");
      scope = scope.with(type, variable);
    }
    layers.add(new Layer(open, close, values));
  }

  private String call(
      MiddlewareClass middleware, ExecutableElement method, String prefix, Binders binders) {
    FunctionBinder.Arguments bound =
        binders
            .at(middleware, scope)
            .arguments(
                method.getParameters().stream().filter(p -> !MiddlewareFinder.isNext(p)).toList(),
                prefix + FunctionBinder.capital(method),
                ParameterKind.Records.PROVIDED);
    helpers.addAll(bound.helpers());
    List<String> arguments = new ArrayList<>(bound.expressions());
    for (int i = 0; i < method.getParameters().size(); i++) {
      VariableElement parameter = method.getParameters().get(i);
      if (MiddlewareFinder.isNext(parameter)) {
        arguments.add(i, NEXT);
      }
    }
    return middleware.name()
        + "."
        + method.getSimpleName()
        + "("
        + String.join(", ", arguments)
        + ")";
  }

  private static Map<String, String> later(List<MiddlewareClass> classes) {
    Map<String, String> later = new HashMap<>();
    for (MiddlewareClass middleware : classes) {
      for (ExecutableElement provider : middleware.providers()) {
        later.putIfAbsent(
            JavaTypes.name(provider.getReturnType()),
            middleware.name() + "." + provider.getSimpleName());
      }
    }
    return later;
  }

  /** What the function within may take. */
  Scope scope() {
    return scope;
  }

  /** The function with everything around it. */
  Function around(Function function) {
    List<String> lines = function.statements();
    for (Layer layer : layers.reversed()) {
      List<String> wrapped = new ArrayList<>(layer.values());
      wrapped.addAll(lines);
      if (!layer.open().isEmpty()) {
        wrapped =
            wrapped.stream()
                .map(line -> "  " + line)
                .collect(Collectors.toCollection(ArrayList::new));
        wrapped.addFirst(layer.open());
        wrapped.add(layer.close());
      }
      lines = wrapped;
    }
    List<String> all = new ArrayList<>(function.helpers());
    all.addAll(helpers);
    return new Function(function.verb(), lines, all, function.throwing() || !layers.isEmpty());
  }
}
