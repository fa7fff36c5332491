package dev.trestle.processor;

import dev.trestle.processor.lang.JavaTypes;
import dev.trestle.processor.lang.Names;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.util.Elements;

/** Reads the {@code @Takes} of functions and middleware, and refuses those that cannot be. */
final class DeclaredInputs {
  private static final String HEADER = "header";
  private static final String COOKIE = "cookie";

  /** What is no parameter of OpenAPI's, and where it is told instead. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "accept", "the media types of answers tell of it, like @Answer(type = \"text/csv\")",
          "content-type", "the media types of a body tell of it",
          "authorization", "tell of it in the comment of the function or the package",
          "cookie", "name the cookie, like @Takes(cookie = \"session\")");

  private final Declared declared;

  DeclaredInputs(Elements elements, Diagnostics diagnostics, AppRoots roots) {
    this.declared = new Declared(Names.TAKES, elements, diagnostics, roots);
  }

  /** Those of a method, in the order of the source; also of one that was compiled before. */
  List<DeclaredInput> of(ExecutableElement method) {
    return declared.of(method).stream().map(DeclaredInputs::read).toList();
  }

  /** Checks all that is compiled. */
  void check(RoundEnvironment round) {
    declared.check(round, DeclaredInputs::check);
  }

  private static void check(ExecutableElement method, List<UsedAnnotation> all) {
    Set<String> said = new HashSet<>();
    for (UsedAnnotation used : all) {
      boolean both = !used.text(HEADER).isEmpty() && !used.text(COOKIE).isEmpty();
      DeclaredInput input = read(used);
      String name = input.name();
      if (both || name.isEmpty()) {
        used.error(
            "@Takes names one header or one cookie; "
                + (both ? "write two of them." : "write header = \"…\" or cookie = \"…\"."));
      } else if (!HeaderName.isOne(name)) {
        used.error(
            "\""
                + name
                + "\" is no name of a "
                + input.place()
                + ": leave out spaces, colons and what is not ASCII.");
      } else if (input.place().equals(HEADER) && ELSEWHERE.containsKey(lower(name))) {
        used.error(
            "OpenAPI describes " + name + " in another way: " + ELSEWHERE.get(lower(name)) + ".");
      } else if (!said.add(input.place() + " " + lower(name))) {
        used.error("The " + input.place() + " " + name + " is there twice; take one away.");
      } else if (!reads(method)) {
        used.error(
            "'"
                + method.getSimpleName()
                + "' reads no "
                + input.place()
                + ": declare a Request or Cookies, or take @Takes away.");
      }
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /** Whether it is given something that has headers and cookies. */
  private static boolean reads(ExecutableElement method) {
    return method.getSimpleName().contentEquals(Names.HANDLER)
        || method.getParameters().stream()
            .map(parameter -> JavaTypes.name(parameter.asType()))
            .anyMatch(Set.of(Names.REQUEST, Names.COOKIES, Names.JAVALIN_CONTEXT)::contains);
  }

  private static DeclaredInput read(UsedAnnotation used) {
    boolean header = !used.text(HEADER).isEmpty();
    return new DeclaredInput(
        header ? HEADER : COOKIE,
        used.text(header ? HEADER : COOKIE),
        used.flag("required"),
        used.text("description"));
  }
}
