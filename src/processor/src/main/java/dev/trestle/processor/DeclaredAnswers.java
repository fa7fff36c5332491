package dev.trestle.processor;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Reads the {@code @Answer}s of functions and middleware, and refuses those that cannot be. */
final class DeclaredAnswers {
  private static final int MIN = 200;
  private static final int MAX = 599;
  private static final String TOKEN = "[\\w!#$&^.+*-]+";
  private static final Pattern TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "(\\s*;.*)?");

  private final Elements elements;
  private final Diagnostics diagnostics;
  private final AppRoots roots;

  DeclaredAnswers(Elements elements, Diagnostics diagnostics, AppRoots roots) {
    this.elements = elements;
    this.diagnostics = diagnostics;
    this.roots = roots;
  }

  /** Those of a method, in the order of the source; also of one that was compiled before. */
  List<DeclaredAnswer> of(ExecutableElement method) {
    return used(method).map(DeclaredAnswers::read).toList();
  }

  /** Checks all that is compiled. */
  void check(RoundEnvironment round) {
    Stream.of(Names.ANSWER, Names.ANSWERS)
        .flatMap(name -> Optional.ofNullable(elements.getTypeElement(name)).stream())
        .flatMap(annotation -> round.getElementsAnnotatedWith(annotation).stream())
        .map(ExecutableElement.class::cast)
        .forEach(this::check);
  }

  private void check(ExecutableElement method) {
    Set<String> said = new HashSet<>();
    used(method)
        .forEach(used -> {
          if (isPlaced(method)) {
            check(method, used, said);
          } else {
            used.error(
                "@Answer tells nothing here: write it on a function of a Route, or on a method"
                    + " of a Middleware, in or below the package with @AppRoot.");
          }
        });
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

  private void check(ExecutableElement method, UsedAnnotation used, Set<String> said) {
    used.number("status", MIN, MAX);
    DeclaredAnswer answer = read(used);
    String status = String.valueOf(answer.status());
    if (answer.isEmpty() && answer.tellsOfBody()) {
      used.error("An answer with " + status + " has no body; take body and type away.");
    }
    if (!answer.type().isEmpty() && !TYPE.matcher(answer.type()).matches()) {
      used.error("The type \"" + answer.type() + "\" is no media type, like \"text/csv\".");
    }
    if (!said.add(status + " " + answer.type())) {
      used.error(
          "The answer "
              + status
              + " is there twice. What its body may be is one annotation, body = {One.class,"
              + " Other.class}; bodies of several media types have a type each.");
    }
    answer.bodies().forEach(body -> check(used, body));
    if (method.getEnclosingElement().getSimpleName().contentEquals(Names.ROUTE)) {
      checkSignature(method, used, answer);
    }
  }

  private static void check(UsedAnnotation used, TypeMirror body) {
    if (body instanceof DeclaredType declared
        && !((TypeElement) declared.asElement()).getTypeParameters().isEmpty()) {
      used.error(
          declared.asElement().getSimpleName()
              + ".class does not tell what is in it; a list is an array, like User[].class, anything"
              + " else a record of its own.");
    } else if (body.getKind() == TypeKind.VOID) {
      used.error("void.class is no body; take it away.");
    } else if (JavaTypes.name(body).equals(Names.RESPONSE)) {
      used.error("Response.class does not tell what the body is; write what is made JSON of.");
    }
  }

  private void checkSignature(
      ExecutableElement method, UsedAnnotation used, DeclaredAnswer answer) {
    TypeMirror result = method.getReturnType();
    boolean open =
        JavaTypes.name(JavaTypes.argument(result, Set.of("java.util.Optional")).orElse(result))
                .equals(Names.RESPONSE)
            || method.getSimpleName().contentEquals(Names.HANDLER);
    if (open || !answer.isSuccess()) {
      return;
    }
    boolean isVoid = result.getKind() == TypeKind.VOID;
    int implied = isVoid ? 204 : 200;
    String returns = isVoid ? " is void" : " returns a " + result;
    if (answer.status() != implied) {
      used.error(
          method.getSimpleName()
              + returns
              + ", so it answers "
              + implied
              + " and not "
              + answer.status()
              + "; return a Response, or take this away.");
    } else if (answer.tellsOfBody() && !answer.isEmpty()) {
      used.error(
          method.getSimpleName()
              + returns
              + ", which is the body of its 200; take body and type away, or return a Response.");
    }
  }

  private Stream<UsedAnnotation> used(ExecutableElement method) {
    return method.getAnnotationMirrors().stream()
        .flatMap(DeclaredAnswers::single)
        .map(mirror -> new UsedAnnotation(method, mirror, elements, diagnostics));
  }

  private static Stream<AnnotationMirror> single(AnnotationMirror mirror) {
    return switch (JavaTypes.name(mirror.getAnnotationType())) {
      case Names.ANSWER -> Stream.of(mirror);
      case Names.ANSWERS ->
          mirror.getElementValues().values().stream()
              .flatMap(value -> ((List<?>) value.getValue()).stream())
              .map(value -> (AnnotationMirror) ((AnnotationValue) value).getValue());
      default -> Stream.of();
    };
  }

  private static DeclaredAnswer read(UsedAnnotation used) {
    return new DeclaredAnswer(
        (int) used.number("status"),
        used.types("body"),
        used.text("type"),
        used.text("description"));
  }
}
