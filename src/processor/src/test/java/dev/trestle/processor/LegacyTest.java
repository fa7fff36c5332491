package dev.trestle.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The function of the older style, with and without its module. */
class LegacyTest {
  private static final String[] MODULE = {
    "package dev.trestle.legacy;\npublic final class LegacyRequest {}",
    "package dev.trestle.legacy;\npublic final class LegacyResponse {}",
    """
    package dev.trestle.legacy;
    public interface LegacyHandler {
      void handle(LegacyRequest request, LegacyResponse response) throws Exception;
      static dev.trestle.Response answer(
          dev.trestle.spi.Call call, String source, java.util.List<String> variables, LegacyHandler handler) {
        return dev.trestle.Response.noContent();
      }
    }
    """
  };

  @RegisterExtension final Compilation compilation = new Compilation();

  private Compilation compile(String members, boolean module) {
    if (module) {
      compilation.compile(MODULE);
    }
    return compilation.compileApp(
        "package app.notes._id;\nimport dev.trestle.legacy.*;\npublic final class Route {\n"
            + members
            + "\n}\n");
  }

  @Test
  void aHandlerAnswersEveryVerb() {
    compile(
        "@dev.trestle.policy.BodyLimit(bytes = 9) public static void handler(LegacyRequest r,"
            + " LegacyResponse s) {}",
        true);

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.generated("app.notes._id.RouteBinding"))
        .contains(
            "return dev.trestle.legacy.LegacyHandler.answer(call, \"app.notes._id.Route\","
                + " java.util.List.of(\"id\"), Route::handler);")
        .contains(".on(Verb.HEAD, RouteBinding::handler)")
        .contains(".on(Verb.OPTIONS, RouteBinding::handler)");
    assertThat(compilation.generated("app.Routes"))
        .contains(".with(Verb.PATCH, Policy.none().withBodyLimit(");
    assertThat(compilation.table("app.Routes").routes().getFirst().handlers()).hasSize(7);
  }

  @Test
  void aHandlerThatWasCompiledBeforeStaysInTheTable() {
    compile("public static void handler(LegacyRequest r, LegacyResponse s) {}", true);
    compilation.compileApp();

    assertThat(compilation.messages()).isEmpty();
    assertThat(compilation.table("app.Routes").routes().getFirst().handlers()).hasSize(7);
  }

  @Test
  void aHandlerStandsAlone() {
    assertThat(
            compile(
                    "public static void handler(LegacyRequest r, LegacyResponse s) {}\n"
                        + "public static int GET() { return 1; }",
                    true)
                .messages())
        .containsExactly(
            "4: 'handler' answers all verbs, so there are no other functions beside it; make it"
                + " private, or move what they do into it.");
  }

  @Test
  void aHandlerHasItsTwoParametersAndNoResult() {
    String parameters =
        "4: 'handler' answers all verbs, with the parameters (LegacyRequest request, LegacyResponse"
            + " response); give it these, name it GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, or"
            + " make it private.";
    assertThat(compile("public static void handler() {}", true).messages()).contains(parameters);
    assertThat(
            compile("public static void handler(LegacyResponse s, LegacyRequest r) {}", true)
                .messages())
        .contains(parameters);
    assertThat(
            compile(
                    "public static int handler(LegacyRequest r, LegacyResponse s) { return 1; }",
                    true)
                .messages())
        .contains("4: 'handler' answers through its second parameter, so it is void.");
  }

  @Test
  void withoutItsModuleItSaysWhichOneIsMissing() {
    List<String> messages =
        compile("public static void handler(LegacyRequest r, LegacyResponse s) {}", false)
            .messages();

    assertThat(messages)
        .contains(
            "4: handler(LegacyRequest, LegacyResponse) needs the module dev.trestle:trestle-legacy;"
                + " add it to the dependencies, and import dev.trestle.legacy.*.");
  }
}
