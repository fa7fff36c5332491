package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Finds the verbs of a {@code Route}, and what looks like one and is not. */
final class FunctionFinder {
  private final Diagnostics diagnostics;
  private final LegacyBinder legacy;

  FunctionFinder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.legacy = new LegacyBinder(diagnostics);
  }

  /** By verb, in the order of {@link Names#VERBS}. */
  List<ExecutableElement> find(TypeElement route) {
    int errorsBefore = diagnostics.errors();
    checkClass(route);
    Map<String, ExecutableElement> functions = new LinkedHashMap<>();
    for (ExecutableElement method : ElementFilter.methodsIn(route.getEnclosedElements())) {
      if (isFunction(method)) {
        ExecutableElement other = functions.putIfAbsent(method.getSimpleName().toString(), method);
        if (other != null) {
          diagnostics.error(
              method,
              "Another function answers "
                  + method.getSimpleName()
                  + " here; a verb has one: merge them, or make this one private under another"
                  + " name.");
        }
      }
    }
    if (functions.isEmpty() && diagnostics.errors() == errorsBefore) {
      diagnostics.error(
          route,
          "This Route answers nothing; add a function, like public static String GET(), or rename"
              + " the class.");
    }
    ExecutableElement handler = functions.get(Names.HANDLER);
    if (handler != null) {
      legacy.check(handler, functions.size() > 1);
      return List.of(handler);
    }
    return Names.VERBS.stream().filter(functions::containsKey).map(functions::get).toList();
  }

  /** The verbs that a method answers by its name. */
  static List<String> verbs(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    if (name.equals(Names.HANDLER)) {
      return Names.VERBS;
    }
    return Names.VERBS.contains(name) ? List.of(name) : List.of();
  }

  /** Whether generated code may call it. */
  static boolean isCallable(ExecutableElement method) {
    return method.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC));
  }

  /** The verbs of a class that was compiled before. */
  static List<String> verbs(TypeElement route) {
    return ElementFilter.methodsIn(route.getEnclosedElements()).stream()
        .filter(FunctionFinder::isCallable)
        .flatMap(method -> verbs(method).stream())
        .sorted((a, b) -> Names.VERBS.indexOf(a) - Names.VERBS.indexOf(b))
        .toList();
  }

  private void checkClass(TypeElement route) {
    if (route.getKind() != ElementKind.CLASS) {
      diagnostics.error(
          route,
          "A Route is a class, not "
              + (route.getKind() == ElementKind.RECORD
                  ? "a record"
                  : "an " + lower(route.getKind()))
              + "; write public final class Route.");
    } else if (!route.getModifiers().contains(Modifier.PUBLIC)) {
      diagnostics.error(route, "A Route is public; write public final class Route.");
    }
    if (!route.getTypeParameters().isEmpty()) {
      diagnostics.error(route, "A Route has no type parameters; take them away.");
    }
  }

  private static String lower(ElementKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private boolean isFunction(ExecutableElement method) {
    String name = method.getSimpleName().toString();
    Set<Modifier> modifiers = method.getModifiers();
    boolean callable = modifiers.containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC));
    if (Names.VERBS.contains(name)) {
      if (!callable) {
        diagnostics.error(method, name + " answers requests, so it is public static; add that.");
      } else if (!method.getTypeParameters().isEmpty()) {
        diagnostics.error(method, name + " has type parameters; take them away.");
      }
      return callable;
    }
    if (name.equals(Names.HANDLER) && callable) {
      return true;
    }
    boolean almost = Names.VERBS.contains(name.toUpperCase(Locale.ROOT));
    if (almost && !modifiers.contains(Modifier.PRIVATE)) {
      diagnostics.error(
          method, "'" + name + "' is no verb; rename it to " + name.toUpperCase(Locale.ROOT) + ".");
    } else if (callable) {
      diagnostics.error(
          method,
          "'"
              + name
              + "' is no verb. A public static method of a Route answers one: make it private, or"
              + " name it "
              + String.join(", ", Names.VERBS.subList(0, Names.VERBS.size() - 1))
              + " or "
              + Names.VERBS.getLast()
              + "."
              + Diagnostics.didYouMean(name, Names.VERBS));
    }
    return false;
  }
}
