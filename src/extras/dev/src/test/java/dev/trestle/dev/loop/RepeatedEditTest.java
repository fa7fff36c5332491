package dev.trestle.dev.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import javax.tools.JavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** What the compiler remembers of one edit is right in the next. */
class RepeatedEditTest extends ProjectTest {
  private static final int EDITS = 4;

  @Test
  void theCompilerOfTheCommandRemembers() throws Exception {
    try (JavaFileManager libraries =
        ToolProvider.getSystemJavaCompiler().getStandardFileManager(null, null, null)) {
      assertThat(WarmJavac.open(libraries, List.of())).isPresent();
    }
  }

  @Test
  void whatAHandlerCallsIsEditedInTurnWithIt() throws Exception {
    words(0);
    project.route("hello", "demo.Words.of() + 0").start();
    assertThat(project.body("/hello")).isEqualTo("words 0 0");

    for (int i = 1; i <= EDITS; i++) {
      words(i);
      assertThat(project.body("/hello")).isEqualTo("words %d %d".formatted(i, i - 1));
      project.route("hello", "demo.Words.of() + " + i);
      assertThat(project.body("/hello")).isEqualTo("words %1$d %1$d".formatted(i));
    }
  }

  private void words(int number) throws Exception {
    project.write(
        "demo/Words.java",
        """
        package demo;

        public final class Words {
          public static String of() {
            return "words %d ";
          }
        }
        """
            .formatted(number));
  }

  @Test
  void aTypeThatIsEditedIsStillTheOneThatOthersTake() throws Exception {
    project
        .write(
            "demo/Kinds.java",
            """
            package demo;

            public final class Kinds {
              public static String of(Object any) {
                return "any";
              }

              public static String of(demo.app.mine.Route.Mine mine) {
                return "mine";
              }
            }
            """)
        .start();

    for (int i = 1; i <= EDITS; i++) {
      project.write(
          "demo/app/mine/Route.java",
          """
          package demo.app.mine;

          import dev.trestle.Response;

          public final class Route {
            public record Mine(int number) {}

            public static Response GET() {
              return Response.text(demo.Kinds.of(new Mine(%1$d)) + " %1$d");
            }
          }
          """
              .formatted(i));
      assertThat(project.body("/mine")).isEqualTo("mine " + i);
    }
  }

  @Test
  void aMistakeBetweenEditsIsToldWithItsPlace() throws Exception {
    project.start();
    for (int i = 1; i <= EDITS; i++) {
      project.route("hello", "\"" + i + "\"");
      assertThat(project.body("/hello")).isEqualTo(String.valueOf(i));
      project.route("hello", "unknown" + i);
      assertThat(project.get("/hello").body())
          .contains("app/hello/Route.java:7: cannot find symbol", "unknown" + i);
    }
  }

  @Test
  void whatIsDeclaredAfterAnEditIsSeenByTheNext() throws Exception {
    words(0);
    project.start();
    project.route("hello", "\"\" + (demo.Words.of() + 1)");
    assertThat(project.body("/hello")).isEqualTo("words 0 1");

    project.write(
        "demo/Words.java",
        "package demo;\n\npublic interface Words {\n  static int of() {\n    return 7;\n  }\n}\n");
    assertThat(project.body("/hello")).isEqualTo("8");
    project.route("hello", "String.valueOf(demo.Words.of() + 2)");
    assertThat(project.body("/hello")).isEqualTo("9");
  }
}
