package dev.trestle.processor;

import dev.trestle.processor.lang.Annotations;
import dev.trestle.processor.lang.Names;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.util.Elements;

/**
 * A repeatable annotation that tells of functions, and of middleware for all functions below, what
 * their signatures do not.
 */
final class Declared {
  private final String annotation;
  private final Elements elements;
  private final Diagnostics diagnostics;
  private final AppRoots roots;

  /**
   * @param annotation the full name; {@code All} within it holds several
   */
  Declared(String annotation, Elements elements, Diagnostics diagnostics, AppRoots roots) {
    this.annotation = annotation;
    this.elements = elements;
    this.diagnostics = diagnostics;
    this.roots = roots;
  }

  /** Those of a method, in the order of the source; also of one that was compiled before. */
  List<UsedAnnotation> of(ExecutableElement method) {
    return method.getAnnotationMirrors().stream()
        .flatMap(this::single)
        .map(mirror -> new UsedAnnotation(method, mirror, elements, diagnostics))
        .toList();
  }

  private Stream<AnnotationMirror> single(AnnotationMirror mirror) {
    String name = Annotations.name(mirror);
    if (!name.equals(several())) {
      return name.equals(annotation) ? Stream.of(mirror) : Stream.of();
    }
    return mirror.getElementValues().values().stream()
        .flatMap(value -> ((List<?>) value.getValue()).stream())
        .map(value -> (AnnotationMirror) ((AnnotationValue) value).getValue());
  }

  private String several() {
    return annotation + ".All";
  }

  /** Has all that is compiled checked; those that tell nothing where they stand are reported. */
  void check(RoundEnvironment round, BiConsumer<ExecutableElement, List<UsedAnnotation>> check) {
    Stream.of(annotation, several())
        .flatMap(name -> Optional.ofNullable(elements.getTypeElement(name)).stream())
        .flatMap(type -> round.getElementsAnnotatedWith(type).stream())
        .map(ExecutableElement.class::cast)
        .forEach(method -> {
          if (isPlaced(method)) {
            check.accept(method, of(method));
          } else {
            of(method).forEach(this::refuse);
          }
        });
  }

  private void refuse(UsedAnnotation used) {
    used.error(
        "@"
            + annotation.substring(annotation.lastIndexOf('.') + 1)
            + " tells nothing here: write it on a function of a Route, or on a method of a"
            + " Middleware, in or below the package with @AppRoot.");
  }

  private boolean isPlaced(ExecutableElement method) {
    Element owner = method.getEnclosingElement();
    boolean route =
        owner.getSimpleName().contentEquals(Names.ROUTE) && !FunctionFinder.verbs(method).isEmpty();
    boolean middleware =
        owner.getSimpleName().contentEquals(Names.MIDDLEWARE)
            && method.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC));
    return owner.getEnclosingElement().getKind() == ElementKind.PACKAGE
        && (route || middleware)
        && roots.of(method).isPresent();
  }
}
