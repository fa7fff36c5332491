package dev.trestle.processor;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;

/**
 * Finds what each function is held to: of each kind the annotation on the function counts before
 * that on its class, on its package, and on the packages around that up to the app root.
 */
final class Policies {
  private static final List<PolicyKind> KINDS =
      List.of(
          new TimeoutPolicy(),
          new BodyLimitPolicy(),
          new CorsPolicy(),
          new RateLimitPolicy(),
          new ThreadsPolicy(),
          new CachedPolicy(),
          new TransactionalPolicy());

  private final Elements elements;
  private final Diagnostics diagnostics;
  private final AppRoots roots;

  Policies(Elements elements, Diagnostics diagnostics, AppRoots roots) {
    this.elements = elements;
    this.diagnostics = diagnostics;
    this.roots = roots;
  }

  /** Checks all that is compiled, also what no function is held to. */
  void check(RoundEnvironment round) {
    for (PolicyKind kind : KINDS) {
      Optional.ofNullable(elements.getTypeElement(kind.annotation())).stream()
          .flatMap(annotation -> round.getElementsAnnotatedWith(annotation).stream())
          .forEach(element -> check(kind, element));
    }
  }

  private void check(PolicyKind kind, Element element) {
    UsedAnnotation used = used(kind, element).orElseThrow();
    boolean placed =
        switch (element.getKind()) {
          case PACKAGE -> true;
          case CLASS -> isRoute(element);
          case METHOD ->
              isRoute(element.getEnclosingElement()) && isVerb((ExecutableElement) element);
          default -> false;
        };
    if (!placed || roots.of(element).isEmpty()) {
      used.error(
          "@"
              + kind.annotation().substring(Names.POLICY.length())
              + " holds for nothing here: write it on a function of a Route, on a Route, or on a"
              + " package in or below that with @AppRoot.");
    } else if (element.getKind() == ElementKind.METHOD
        && !kind.appliesTo(element.getSimpleName().toString())) {
      used.error(
          "@"
              + kind.annotation().substring(Names.POLICY.length())
              + " holds for nothing here: it is about GET functions; take it away.");
    } else {
      kind.call(used);
    }
  }

  private static boolean isRoute(Element element) {
    return element.getSimpleName().contentEquals(Names.ROUTE)
        && element.getEnclosingElement().getKind() == ElementKind.PACKAGE;
  }

  private static boolean isVerb(ExecutableElement method) {
    return !FunctionFinder.verbs(method).isEmpty();
  }

  /** By verb, the expression of the policy; none for a function that no annotation is about. */
  Map<String, String> of(PackageElement root, TypeElement route, List<String> verbs) {
    List<Element> around = new ArrayList<>(List.of(route));
    around.addAll(packages(root, elements.getPackageOf(route)));
    Map<String, String> found = new TreeMap<>();
    for (ExecutableElement method : ElementFilter.methodsIn(route.getEnclosedElements())) {
      List<String> answered = FunctionFinder.verbs(method);
      if (verbs.containsAll(answered)) {
        for (String verb : answered) {
          String calls = calls(verb, method, around);
          if (!calls.isEmpty()) {
            found.put(verb, "Policy.none()" + calls);
          }
        }
      }
    }
    return found;
  }

  private String calls(String verb, ExecutableElement method, List<Element> around) {
    return String.join(
        "",
        KINDS.stream()
            .filter(kind -> kind.appliesTo(verb))
            .flatMap(kind -> call(kind, method, around))
            .toList());
  }

  private Stream<String> call(PolicyKind kind, Element method, List<Element> around) {
    return Stream.concat(Stream.of(method), around.stream())
        .flatMap(element -> used(kind, element).stream())
        .limit(1)
        .map(used -> "." + kind.call(used));
  }

  private Optional<UsedAnnotation> used(PolicyKind kind, Element element) {
    Optional<? extends AnnotationMirror> mirror = Annotations.find(element, kind.annotation());
    return mirror.map(m -> new UsedAnnotation(element, m, elements, diagnostics));
  }

  /** From the inner to the outer; those without a class or a file of their own are not there. */
  private List<PackageElement> packages(PackageElement root, PackageElement inner) {
    List<PackageElement> found = new ArrayList<>();
    String name = inner.getQualifiedName().toString();
    while (name.length() > root.getQualifiedName().length()) {
      Optional.ofNullable(elements.getPackageElement(name)).ifPresent(found::add);
      name = name.substring(0, name.lastIndexOf('.'));
    }
    found.add(root);
    return found;
  }
}
