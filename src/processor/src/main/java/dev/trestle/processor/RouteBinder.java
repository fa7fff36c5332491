package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import dev.trestle.processor.lang.Subtypes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/** Binds the functions of one root's routes, with the middleware around them. */
final class RouteBinder {
  private final Elements elements;
  private final Diagnostics diagnostics;
  private final ResultBinder results;
  private final MiddlewareFinder finder;
  private final PackageElement root;
  private final Map<String, Optional<MiddlewareClass>> known = new HashMap<>();
  private final Scope application;

  /**
   * @param provided the full names of what the application gives
   */
  RouteBinder(
      Elements elements,
      Types types,
      Diagnostics diagnostics,
      PackageElement root,
      List<String> provided) {
    this.elements = elements;
    this.diagnostics = diagnostics;
    this.results = new ResultBinder(new Subtypes(elements, types), diagnostics);
    this.finder = new MiddlewareFinder(diagnostics, new ProvidedTypes(diagnostics));
    this.root = root;
    Scope scope = Scope.EMPTY;
    for (String type : provided) {
      scope = scope.with(type, "call.provided(" + type + ".class)");
    }
    this.application = scope;
  }

  /** The functions of a route, each with all that runs around it. */
  List<Function> functions(RouteClass route, List<ExecutableElement> methods, Parsers parsers) {
    List<MiddlewareClass> around = middleware(route);
    return methods.stream().map(method -> function(route, method, around, parsers)).toList();
  }

  private Function function(
      RouteClass route, ExecutableElement method, List<MiddlewareClass> around, Parsers parsers) {
    String name = method.getSimpleName().toString();
    boolean cached = route.cached().contains(name);
    boolean transactional = route.transactional().containsAll(FunctionFinder.verbs(method));
    if (cached && transactional) {
      diagnostics.error(
          method,
          "An answer that is @Cached is made once for all, beside their requests, so it cannot be"
              + " @Transactional; write @Transactional(false) on it, or @Cached(seconds = 0).");
    }
    MiddlewareChain chain = chain(around, name.toLowerCase(Locale.ROOT), parsers);
    Scope scope = chain.scope();
    Function function =
        new FunctionBinder(diagnostics, results, parsers, route.url(), scope)
            .bind(method, transactional);
    return chain.around(
        cached ? new CachedFunction(diagnostics, scope).wrap(function, method) : function);
  }

  /** What runs around the functions of a route, from the outer to the inner. */
  List<MiddlewareClass> middleware(RouteClass route) {
    return around(elements.getPackageOf(route.element()));
  }

  /** What the functions of a route may be given. */
  Scope scope(RouteClass route) {
    return chain(middleware(route), "", new Parsers()).scope();
  }

  /** Checks a middleware by itself: there may be no route below it. */
  void check(TypeElement middleware) {
    chain(around(elements.getPackageOf(middleware)), "", new Parsers());
  }

  private MiddlewareChain chain(List<MiddlewareClass> around, String prefix, Parsers parsers) {
    return MiddlewareChain.of(
        around,
        application,
        prefix,
        (middleware, scope) ->
            new FunctionBinder(diagnostics, results, parsers, url(middleware), scope));
  }

  private RouteUrl url(MiddlewareClass middleware) {
    return RouteUrl.of(
        root.getQualifiedName().toString(),
        middleware.element(),
        elements,
        new SegmentReader(diagnostics),
        diagnostics);
  }

  /** From the root inwards, whether compiled now or before. */
  private List<MiddlewareClass> around(PackageElement inner) {
    List<MiddlewareClass> found = new ArrayList<>();
    String name = inner.getQualifiedName().toString();
    int end = root.getQualifiedName().length();
    while (end >= 0) {
      known.computeIfAbsent(name.substring(0, end), this::in).ifPresent(found::add);
      end = end == name.length() ? -1 : next(name, end);
    }
    return found;
  }

  private static int next(String name, int end) {
    int dot = name.indexOf('.', end + 1);
    return dot < 0 ? name.length() : dot;
  }

  private Optional<MiddlewareClass> in(String packageName) {
    return Optional.ofNullable(elements.getTypeElement(packageName + "." + Names.MIDDLEWARE))
        .map(finder::find);
  }
}
