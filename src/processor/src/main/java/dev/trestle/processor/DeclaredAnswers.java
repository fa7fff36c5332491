package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.ExecutableElement;
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

  private final Declared declared;

  DeclaredAnswers(Elements elements, Diagnostics diagnostics, AppRoots roots) {
    this.declared = new Declared(Names.ANSWER, elements, diagnostics, roots);
  }

  /** Those of a method, in the order of the source; also of one that was compiled before. */
  List<DeclaredAnswer> of(ExecutableElement method) {
    return declared.of(method).stream().map(DeclaredAnswers::read).toList();
  }

  /** Checks all that is compiled. */
  void check(RoundEnvironment round) {
    declared.check(
        round,
        (method, all) -> {
          Set<String> said = new HashSet<>();
          all.forEach(used -> check(method, used, said));
        });
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
    checkHeaders(used);
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
    if (ResultBinder.isOpen(method) || !answer.isSuccess()) {
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

  private static void checkHeaders(UsedAnnotation used) {
    Set<String> said = new HashSet<>();
    for (String header : used.texts("headers")) {
      String name = DeclaredHeader.of(header).name();
      if (!HeaderName.isOne(name)) {
        used.error(
            "The header \""
                + header
                + "\" has no name: write one, like \"Location\", or \"Location: where it is\".");
      } else if (name.equalsIgnoreCase("Content-Type")) {
        used.error("Content-Type is the type of the answer; write type = \"…\" in its place.");
      } else if (!said.add(name.toLowerCase(Locale.ROOT))) {
        used.error("The header " + name + " is there twice; take one away.");
      }
    }
  }

  private static DeclaredAnswer read(UsedAnnotation used) {
    return new DeclaredAnswer(
        (int) used.number("status"),
        used.types("body"),
        used.text("type"),
        used.texts("headers").stream().map(DeclaredHeader::of).toList(),
        used.text("description"));
  }
}
