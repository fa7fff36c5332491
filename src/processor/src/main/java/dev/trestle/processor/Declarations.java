package dev.trestle.processor;

import java.util.List;
import java.util.stream.Stream;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Elements;

/**
 * What is said beside functions and the middleware around them.
 *
 * @param inputs what is read that no signature tells
 * @param answers what is answered that no signature tells
 */
record Declarations(DeclaredInputs inputs, DeclaredAnswers answers) {
  static Declarations of(Elements elements, Diagnostics diagnostics, AppRoots roots) {
    return new Declarations(
        new DeclaredInputs(elements, diagnostics, roots),
        new DeclaredAnswers(elements, diagnostics, roots));
  }

  void check(RoundEnvironment round) {
    inputs.check(round);
    answers.check(round);
  }

  /** What a function reads, and the middleware around it, each once. */
  List<DeclaredInput> inputs(ExecutableElement method, List<MiddlewareClass> around) {
    return Stream.concat(methods(around), Stream.of(method))
        .flatMap(m -> inputs.of(m).stream())
        .distinct()
        .toList();
  }

  /** What the middleware around a function answers, from the outer to the inner. */
  List<DeclaredAnswer> around(List<MiddlewareClass> around) {
    return methods(around).flatMap(m -> answers.of(m).stream()).toList();
  }

  /** What a function answers. */
  List<DeclaredAnswer> of(ExecutableElement method) {
    return answers.of(method);
  }

  private static Stream<ExecutableElement> methods(List<MiddlewareClass> around) {
    return around.stream().flatMap(middleware -> middleware.methods().stream());
  }
}
