package dev.trestle.processor;

import static dev.trestle.processor.Compilation.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A middleware that cannot work is an error where it is written, with or without a route below. */
class MiddlewareMisuseTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "static Response around(Next n) throws Exception { return n.proceed(); } | around wraps"
            + " requests, so it is public static; add that.",
        "public static String around(Next n) { return null; } | around returns the answer, a Response,"
            + " not java.lang.String; write return next.proceed();",
        "public static Response around() { return null; } | around has one parameter Next, which runs"
            + " what is below; it has 0.",
        "public static Response around(Next a, Next b) { return null; } | around has one parameter"
            + " Next, which runs what is below; it has 2.",
        "public static Response wrap(Next n) { return null; } | Only around has a Next; rename 'wrap',"
            + " or take the Next away.",
        "public static void check(Request r) {} | 'check' gives nothing to what is below. A public"
            + " static method of a Middleware gives a value: return one, make it private, or check in"
            + " around.",
        "public static String name() { return null; } | 'name' gives a java.lang.String, which does not"
            + " say what it is; declare a record of its own, like record UserId(java.lang.String"
            + " value).",
        "public static int id() { return 1; } | 'id' gives a int, which does not say what it is;"
            + " declare a record of its own, like record UserId(int value).",
        "public static java.util.List<String> l() { return null; } | 'l' gives a"
            + " java.util.List<java.lang.String>, which is generic; declare a record that holds it.",
        "public static Request r() { return null; } | 'r' gives a dev.trestle.Request, which functions"
            + " have already; take it away.",
        "public static <T> Thread t() { return null; } | 't' has type parameters; take them away.",
        "record A() {} public static A a() { return null; } | 'a' gives a app.x.Middleware.A, which the"
            + " generated code in other packages cannot name; make it public.",
        "public static Thread a() { return null; } public static Thread b() { return null; } | 'a'"
            + " gives a java.lang.Thread already, and a type has one value here; give 'b' a type of its"
            + " own.",
        "public static Runnable a(Thread t) { return null; } public static Thread b() { return null; }"
            + " | app.x.Middleware.b runs after this, so its value is not there yet; move that method"
            + " up, or into a Middleware further out.",
        "public static Response around(Next n, Thread t) { return null; } public static Thread b() {"
            + " return null; } | app.x.Middleware.b runs after this, so its value is not there yet;"
            + " move that method up, or into a Middleware further out.",
        "public record A(int a) {} public static Thread b(A a) { return null; } | Nothing further out"
            + " provides a app.x.Middleware.A. For the query string write @Query before it; a body is"
            + " read by the function, or here from a Request.",
        "private static int x() { return 1; } | This Middleware does nothing; add public static"
            + " Response around(Next next) throws Exception, or a public static method that gives a"
            + " value to what is below.",
      })
  void whatCannotWorkIsAnError(String member, String message) {
    String source =
        "package app.x; import dev.trestle.*;\npublic final class Middleware {\n"
            + member
            + "\n}\n";

    assertThat(errors(source))
        .anySatisfy(error -> assertThat(error).endsWith(": " + message.strip()))
        .allMatch(error -> error.startsWith("3: ") || error.startsWith("2: "));
  }

  @Test
  void aMiddlewareIsAPublicClassOfAnApplication() {
    String method = "{ public static Thread t() { return null; } }";

    assertThat(errors("package app;\nfinal class Middleware " + method))
        .containsExactly("2: A Middleware is a public class; write public final class Middleware.");
    assertThat(errors("package app;\npublic interface Middleware " + method))
        .containsExactly("2: A Middleware is a public class; write public final class Middleware.");
    assertThat(errors("package app;\npublic class Middleware<T> " + method))
        .containsExactly("2: A Middleware has no type parameters; take them away.");
    assertThat(errors("package other;\npublic final class Middleware " + method)).isEmpty();
    assertThat(
            errors(
                "package other;\npublic final class Middleware { public static dev.trestle.Response"
                    + " around(dev.trestle.Next n) { return null; } }"))
        .containsExactly(
            "2: This Middleware wraps nothing: no package around it has @AppRoot; move it into one,"
                + " or rename it.");
  }

  @Test
  void aFunctionCannotTakeWhatIsProvidedElsewhere() {
    assertThat(
            errors(
                "package app.x;\npublic final class Middleware { public static Thread t() { return"
                    + " null; } }",
                "package app.y;\npublic final class Route { public static int GET(Thread t) { return 1;"
                    + " } }"))
        .singleElement()
        .asString()
        .contains("Nothing of a request is a java.lang.Thread.");
  }

  @Test
  void anApplicationGivesClassesThatCanBeNamed() {
    assertThat(
            compilation
                .compile(
                    ROOT.replace(
                        "Root",
                        "Root(provides = {int[].class, java.util.List.class, dev.trestle.Request.class})"))
                .messages())
        .anyMatch(e ->
            e.endsWith(
                ": @AppRoot gives a int[], which does not say what it is; declare a record of its own, like record UserId(int[] value)."))
        .anyMatch(e ->
            e.contains(
                ": @AppRoot gives a java.util.List, which is generic; declare a record that holds it."))
        .anyMatch(e ->
            e.endsWith(
                ": @AppRoot gives a dev.trestle.Request, which functions have already; take it away."));
  }

  private List<String> errors(String... sources) {
    return compilation.compileApp(sources).messages();
  }
}
