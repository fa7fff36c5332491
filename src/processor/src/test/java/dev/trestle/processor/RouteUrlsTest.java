package dev.trestle.processor;

import static dev.trestle.processor.Compilation.route;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From packages to URLs: R8 to R12, R37. */
class RouteUrlsTest {
  @RegisterExtension final Compilation compilation = new Compilation();

  private static String spelled(String packageName, String segment) {
    return "@dev.trestle.Segment(\"%s\")\npackage %s;\n".formatted(segment, packageName);
  }

  @ParameterizedTest
  @CsvSource({
    "UPPER, /UPPER",
    "Mixed_Case, /Mixed-Case",
    "new_, /new",
    "_id, /{id}",
    "_userId, /{userId}",
    "__rest, /{rest+}",
    "___rest, /{rest*}",
  })
  void theNameOfAPackageIsItsSegment(String name, String url) { // R11
    compilation.compileApp(route("app." + name));

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.urls()).containsExactly(url);
  }

  // R9, R10, R11
  @ParameterizedTest
  @ValueSource(
      strings = {"_under", "dash-[x]", "hello.json", ".well-known", "a b", "你", "%5F", "*"})
  void whatJavaCannotSpellIsSpelledByAnAnnotation(String segment) {
    compilation.compileApp(route("app.any"), spelled("app.any", segment));

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.urls()).containsExactly("/" + segment);
  }

  @Test
  void aGroupIsNotInTheUrlAndAnswersNothingItself() { // R8
    compilation.compileApp(
        route("app.grp.grouped"), route("app.grp.inner._id"), spelled("app.grp", ""));

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.urls()).containsExactly("/grouped", "/inner/{id}");
  }

  @Test
  void twoGroupsWithTheSameUrlAreBothNamed() { // R12
    assertThat(
            compilation
                .compileApp(
                    route("app.g1.a"),
                    route("app.g2.a"),
                    spelled("app.g1", ""),
                    spelled("app.g2", ""))
                .messages())
        .hasSize(2)
        .allMatch(message ->
            message.endsWith(
                "Two Routes answer at /a: app.g1.a.Route and app.g2.a.Route; move or delete one."));
  }

  @Test
  void anAnnotationAndANameThatMeanOneUrlAreBothNamed() { // R12
    assertThat(
            compilation
                .compileApp(
                    route("app.top_ten"), route("app.other"), spelled("app.other", "top-ten"))
                .messages())
        .hasSize(2)
        .allMatch(message -> message.contains("Two Routes answer at /top-ten: "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "public static int get() { return 1; }",
        "public static int Default() { return 1; }",
        "",
        "int GET() { return 1; }",
      })
  void aRouteWithoutAVerbDoesNotCompile(String members) { // R37
    assertThat(
            compilation
                .compileApp("package app.a;\npublic final class Route {\n" + members + "\n}\n")
                .messages())
        .isNotEmpty();
  }
}
