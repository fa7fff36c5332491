package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.ElementFilter;

/** Finds what a {@code Middleware} does, and refuses what it cannot do. */
final class MiddlewareFinder {
  private static final String AROUND = "around";

  private final Diagnostics diagnostics;
  private final ProvidedTypes types;

  MiddlewareFinder(Diagnostics diagnostics, ProvidedTypes types) {
    this.diagnostics = diagnostics;
    this.types = types;
  }

  MiddlewareClass find(TypeElement middleware) {
    int errorsBefore = diagnostics.errors();
    checkClass(middleware);
    List<ExecutableElement> arounds = new ArrayList<>();
    List<ExecutableElement> providers = new ArrayList<>();
    Map<String, ExecutableElement> byType = new HashMap<>();
    for (ExecutableElement method : ElementFilter.methodsIn(middleware.getEnclosedElements())) {
      if (method.getSimpleName().contentEquals(AROUND)) {
        checkAround(method, arounds);
        arounds.add(method);
      } else if (isPublicStatic(method)) {
        checkProvider(method, byType);
        providers.add(method);
      }
    }
    if (arounds.isEmpty() && providers.isEmpty() && diagnostics.errors() == errorsBefore) {
      diagnostics.error(
          middleware,
          "This Middleware does nothing; add public static Response around(Next next) throws"
              + " Exception, or a public static method that gives a value to what is below.");
    }
    return new MiddlewareClass(middleware, arounds.stream().findFirst(), List.copyOf(providers));
  }

  /** Whether a class that is called like a middleware, outside any root, is meant to be one. */
  static boolean looksLikeOne(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .anyMatch(method -> nexts(method) > 0);
  }

  private void checkClass(TypeElement middleware) {
    if (middleware.getKind() != ElementKind.CLASS
        || !middleware.getModifiers().contains(Modifier.PUBLIC)) {
      diagnostics.error(
          middleware, "A Middleware is a public class; write public final class Middleware.");
    }
    if (!middleware.getTypeParameters().isEmpty()) {
      diagnostics.error(middleware, "A Middleware has no type parameters; take them away.");
    }
  }

  private void checkAround(ExecutableElement method, List<ExecutableElement> others) {
    if (!isPublicStatic(method)) {
      diagnostics.error(method, "around wraps requests, so it is public static; add that.");
    }
    if (!others.isEmpty()) {
      diagnostics.error(method, "A Middleware has one around; merge them, or rename this one.");
    }
    if (!method.getTypeParameters().isEmpty()) {
      diagnostics.error(method, "around has type parameters; take them away.");
    }
    if (!JavaTypes.name(method.getReturnType()).equals(Names.RESPONSE)) {
      diagnostics.error(
          method,
          "around returns the answer, a Response, not "
              + method.getReturnType()
              + "; write return next.proceed();");
    }
    if (nexts(method) != 1) {
      diagnostics.error(
          method,
          "around has one parameter Next, which runs what is below; it has " + nexts(method) + ".");
    }
  }

  private void checkProvider(ExecutableElement method, Map<String, ExecutableElement> others) {
    String name = method.getSimpleName().toString();
    if (!method.getTypeParameters().isEmpty()) {
      diagnostics.error(method, "'" + name + "' has type parameters; take them away.");
    }
    if (nexts(method) > 0) {
      diagnostics.error(
          method, "Only around has a Next; rename '" + name + "', or take the Next away.");
      return;
    }
    if (method.getReturnType().getKind() == TypeKind.VOID) {
      diagnostics.error(
          method,
          "'"
              + name
              + "' gives nothing to what is below. A public static method of a Middleware gives a"
              + " value: return one, make it private, or check in around.");
      return;
    }
    types.check(method, "'" + name + "'", method.getReturnType());
    ExecutableElement other = others.putIfAbsent(JavaTypes.name(method.getReturnType()), method);
    if (other != null) {
      diagnostics.error(
          method,
          "'"
              + other.getSimpleName()
              + "' gives a "
              + method.getReturnType()
              + " already, and a type has one value here; give '"
              + name
              + "' a type of its own.");
    }
  }

  private static boolean isPublicStatic(ExecutableElement method) {
    return method.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC));
  }

  static boolean hasNext(ExecutableElement method) {
    return nexts(method) == 1;
  }

  static boolean isNext(VariableElement parameter) {
    return JavaTypes.name(parameter.asType()).equals(Names.NEXT);
  }

  private static long nexts(ExecutableElement method) {
    return method.getParameters().stream().filter(MiddlewareFinder::isNext).count();
  }
}
