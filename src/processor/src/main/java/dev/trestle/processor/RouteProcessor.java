package dev.trestle.processor;

import dev.trestle.processor.lang.Names;
import java.io.IOException;
import java.io.Writer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Generates, for each package annotated with {@code dev.trestle.AppRoot}, the route table of the
 * {@code Route} classes below it: a {@code RouteBinding} beside each and one {@code Routes} in the
 * root. What cannot be bound is an error at the element that says what to write instead.
 *
 * <p>Right also when the compiler is given only some of the sources: routes that were compiled
 * before stay in the table for as long as their class exists, and are bound anew when a {@code
 * Middleware} or a package around them changes.
 */
@SupportedAnnotationTypes("*")
@SupportedOptions(ClientWriter.OPTION)
public final class RouteProcessor extends AbstractProcessor {
  private Elements elements;
  private Diagnostics diagnostics;
  private AppRoots roots;
  private Policies policies;
  private Declarations declared;
  private boolean done;

  /** Called by the compiler. */
  public RouteProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment environment) {
    super.init(environment);
    elements = environment.getElementUtils();
    diagnostics = new Diagnostics(environment.getMessager());
    roots = new AppRoots(elements, diagnostics);
    policies = new Policies(elements, diagnostics, roots);
    declared = Declarations.of(elements, diagnostics, roots);
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    if (!done && !round.getRootElements().isEmpty()) {
      done = true; // The user's sources are all there in the first round.
      policies.check(round);
      declared.check(round);
      byRoot(round).forEach((root, sources) -> generate(root, sources, round));
    }
    return false;
  }

  private Map<PackageElement, RootSources> byRoot(RoundEnvironment round) {
    Map<PackageElement, RootSources> sources =
        new TreeMap<>(Comparator.comparing(root -> root.getQualifiedName().toString()));
    Map<PackageElement, Optional<PackageElement>> known = new HashMap<>();
    for (Element element : round.getRootElements()) {
      Optional<PackageElement> root =
          known.computeIfAbsent(elements.getPackageOf(element), roots::of);
      root.ifPresentOrElse(
          r -> {
            refuseReserved(element, r);
            sources.computeIfAbsent(r, s -> new RootSources()).add(element);
          },
          () -> refuseOutside(element));
    }
    return sources;
  }

  private void refuseOutside(Element element) {
    if (element instanceof TypeElement type
        && type.getSimpleName().contentEquals(Names.MIDDLEWARE)
        && MiddlewareFinder.looksLikeOne(type)) {
      diagnostics.error(
          element,
          "This Middleware wraps nothing: no package around it has @AppRoot; move it into one, or"
              + " rename it.");
    }
  }

  private void refuseReserved(Element element, PackageElement root) {
    boolean table =
        element.getSimpleName().contentEquals(Names.TABLE)
            && elements.getPackageOf(element).equals(root);
    if (table || element.getSimpleName().contentEquals(Names.BINDING)) {
      diagnostics.error(
          element,
          "The name " + element.getSimpleName() + " is taken by generated code here; rename it.");
    }
  }

  private void generate(PackageElement root, RootSources sources, RoundEnvironment round) {
    String name = root.getQualifiedName().toString();
    List<String> provided = new ProvidedTypes(diagnostics).ofApplication(root);
    RouteBinder binder =
        new RouteBinder(elements, processingEnv.getTypeUtils(), diagnostics, root, provided);
    sources.middleware().forEach(binder::check);
    RouteIndex index = new RouteIndex(processingEnv.getFiler(), name);
    ApiWriter api = new ApiWriter(processingEnv, root, declared);
    List<RouteClass> routes =
        Stream.concat(
                sources.routes().stream().map(route -> bind(root, route, binder, api)),
                index.read().stream()
                    .map(elements::getTypeElement)
                    .filter(Objects::nonNull)
                    .filter(route -> !sources.routes().contains(route))
                    .map(route -> again(root, route, binder, sources, api)))
            .sorted(
                Comparator.comparing((RouteClass r) -> r.url().template())
                    .thenComparing(RouteClass::name))
            .toList();
    new UrlConflicts(diagnostics).check(routes);
    boolean failed = diagnostics.errors() > 0;
    // After a mistake the table is empty but there, so that the mistake is the only error shown.
    write(
        name + "." + Names.TABLE,
        SourceWriter.table(name, failed ? List.of() : routes, provided),
        root);
    if (failed) {
      return;
    }
    new ClientWriter(processingEnv, diagnostics, declared)
        .write(root, routes, binder, round.getRootElements());
    try {
      index.write(routes, root);
      api.write();
    } catch (IOException e) {
      diagnostics.error(root, "What is known of the routes cannot be written: " + e.getMessage());
    }
  }

  /**
   * A route that was compiled before; bound again if what is compiled now may change its binding.
   */
  private RouteClass again(
      PackageElement root,
      TypeElement route,
      RouteBinder binder,
      RootSources sources,
      ApiWriter api) {
    RouteClass known = routeClass(root, route, FunctionFinder.verbs(route));
    if (sources.concernOthers() || known.isBoundByPolicy()) {
      return bind(root, route, binder, api);
    }
    api.keep(known);
    return known;
  }

  private RouteClass routeClass(PackageElement root, TypeElement route, List<String> verbs) {
    SegmentReader reader = new SegmentReader(diagnostics);
    String name = root.getQualifiedName().toString();
    return new RouteClass(
        route,
        RouteUrl.of(name, route, elements, reader, diagnostics),
        verbs,
        policies.of(root, route, verbs));
  }

  private RouteClass bind(
      PackageElement root, TypeElement route, RouteBinder binder, ApiWriter api) {
    int errorsBefore = diagnostics.errors();
    List<ExecutableElement> methods = new FunctionFinder(diagnostics).find(route);
    RouteClass bound =
        routeClass(
            root, route, methods.stream().flatMap(m -> FunctionFinder.verbs(m).stream()).toList());
    Parsers parsers = new Parsers();
    List<Function> functions = binder.functions(bound, methods, parsers);
    if (diagnostics.errors() == errorsBefore) {
      String packageName = elements.getPackageOf(route).getQualifiedName().toString();
      write(
          packageName + "." + Names.BINDING,
          SourceWriter.binding(bound, packageName, functions, parsers),
          route);
      api.add(bound, methods, binder);
    }
    return bound;
  }

  private void write(String className, String source, Element origin) {
    try (Writer writer =
        processingEnv.getFiler().createSourceFile(className, origin).openWriter()) {
      writer.write(source);
    } catch (IOException e) {
      diagnostics.error(origin, className + " cannot be written: " + e.getMessage());
    }
  }
}
