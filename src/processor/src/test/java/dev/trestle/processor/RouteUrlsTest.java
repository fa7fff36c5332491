package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.spi.RouteDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From packages to URLs: R8 to R12, R37. */
class RouteUrlsTest {
  private static final String ROOT = "@dev.trestle.AppRoot\npackage app;\n";

  @TempDir private Path output;

  private Compilation compile(String... sources) {
    List<String> all = new ArrayList<>(List.of(sources));
    all.add(ROOT);
    return new Compilation(output).compile(all.toArray(String[]::new));
  }

  private static String route(String packageName) {
    return "package %s;\npublic final class Route { public static int GET() { return 1; } }"
        .formatted(packageName);
  }

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
    Compilation compilation = compile(route("app." + name));

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.table("app.Routes").routes())
        .extracting(RouteDefinition::template)
        .containsExactly(url);
  }

  // R9, R10, R11
  @ParameterizedTest
  @ValueSource(
      strings = {"_under", "dash-[x]", "hello.json", ".well-known", "a b", "你", "%5F", "*"})
  void whatJavaCannotSpellIsSpelledByAnAnnotation(String segment) {
    Compilation compilation = compile(route("app.any"), spelled("app.any", segment));

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.table("app.Routes").routes())
        .extracting(RouteDefinition::template)
        .containsExactly("/" + segment);
  }

  @Test
  void aGroupIsNotInTheUrlAndAnswersNothingItself() { // R8
    Compilation compilation =
        compile(route("app.grp.grouped"), route("app.grp.inner._id"), spelled("app.grp", ""));

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.table("app.Routes").routes())
        .extracting(RouteDefinition::template)
        .containsExactly("/grouped", "/inner/{id}");
  }

  @Test
  void twoGroupsWithTheSameUrlAreBothNamed() { // R12
    assertThat(
            compile(
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
            compile(route("app.top_ten"), route("app.other"), spelled("app.other", "top-ten"))
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
            compile("package app.a;\npublic final class Route {\n" + members + "\n}\n").messages())
        .isNotEmpty();
  }
}
