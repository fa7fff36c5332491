package dev.trestle.dev.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

class EditTest extends ProjectTest {
  private static final String GREETING =
      """
      package demo;

      public record Greeting(String text%s) {
        public String whole() {
          return %s;
        }
      }
      """;

  @Test
  void aRouteThatIsEditedAnswersWithItsNewCode() throws Exception {
    project.start();
    assertThat(project.body("/hello")).isEqualTo("0");

    for (int i = 1; i <= 20; i++) {
      project.route("hello", "\"" + i + "\"");
      assertThat(project.body("/hello")).isEqualTo(String.valueOf(i));
    }
  }

  @Test
  void aRecordThatChangesChangesWhoUsesIt() throws Exception {
    project
        .write("demo/Greeting.java", GREETING.formatted("", "text"))
        .route("hello", "new demo.Greeting(\"a\").whole()")
        .route("more", "new demo.Greeting(\"b\").toString()")
        .start();
    assertThat(project.body("/hello")).isEqualTo("a");

    project
        .write("demo/Greeting.java", GREETING.formatted(", int times", "text.repeat(times)"))
        .route("hello", "new demo.Greeting(\"a\", 2).whole()");
    assertThat(project.get("/hello").body()).contains("app/more/Route.java:7");

    project.route("more", "new demo.Greeting(\"b\", 3).toString()");
    assertThat(project.body("/hello")).isEqualTo("aa");
    assertThat(project.body("/more")).isEqualTo("Greeting[text=b, times=3]");
  }

  @Test
  void aConstantThatChangesChangesWhereItWasInlined() throws Exception {
    String constant = "package demo;\n\npublic interface Names {\n  String NAME = \"%s\";\n}\n";
    project
        .write("demo/Names.java", constant.formatted("one"))
        .route("hello", "demo.Names.NAME")
        .start();
    assertThat(project.body("/hello")).isEqualTo("one");

    project.write("demo/Names.java", constant.formatted("two"));
    assertThat(project.body("/hello")).isEqualTo("two");
  }

  @Test
  void routesComeGoAndMove() throws Exception {
    project.start();

    project.route("added", "\"new\"");
    assertThat(project.body("/added")).isEqualTo("new");

    Files.move(project.source("demo/app/hello"), project.source("demo/app/moved"));
    project.route("moved", "\"moved\"");
    assertThat(project.get("/hello").statusCode()).isEqualTo(404);
    assertThat(project.body("/moved")).isEqualTo("moved");

    Files.delete(project.source("demo/app/added/Route.java"));
    assertThat(project.get("/added").statusCode()).isEqualTo(404);
    assertThat(project.body("/moved")).isEqualTo("moved");
  }

  @Test
  void aFunctionThatIsAddedToARouteIsServed() throws Exception {
    project.start();
    assertThat(project.get("/hello?name=x").body()).isEqualTo("0");

    project.write(
        "demo/app/hello/Route.java",
        """
        package demo.app.hello;

        import dev.trestle.Query;
        import dev.trestle.Response;

        public final class Route {
          public record Asked(String name) {}

          public static Response GET(@Query Asked asked) {
            return Response.text(asked.name());
          }
        }
        """);
    assertThat(project.body("/hello?name=x")).isEqualTo("x");
  }

  @Test
  void aPolicyThatIsWrittenOnAFunctionCounts() throws Exception {
    project.start();
    project.write(
        "demo/app/hello/Route.java",
        """
        package demo.app.hello;

        import dev.trestle.Response;
        import dev.trestle.policy.Cors;

        public final class Route {
          @Cors(origins = "https://example.org")
          public static Response GET() {
            return Response.text("0");
          }
        }
        """);

    assertThat(
            project
                .get("/hello", "Origin", "https://example.org")
                .headers()
                .firstValue("Access-Control-Allow-Origin"))
        .contains("https://example.org");
  }

  @Test
  void aResourceThatIsEditedIsReadAnew() throws Exception {
    Files.writeString(project.resource("text"), "one");
    project
        .write(
            "demo/Texts.java",
            """
            package demo;

            import java.io.IOException;
            import java.io.InputStream;

            public final class Texts {
              private static final String TEXT = read();

              public static String text() {
                return TEXT;
              }

              private static String read() {
                try (InputStream in = Texts.class.getResourceAsStream("/text")) {
                  return new String(in.readAllBytes());
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            }
            """)
        .route("hello", "demo.Texts.text()")
        .start();
    assertThat(project.body("/hello")).isEqualTo("one");

    Files.writeString(project.resource("text"), "two");
    assertThat(project.body("/hello")).isEqualTo("two");
  }

  @Test
  void whatProcessorsWriteIsThereAsAResourceOfNow() throws Exception {
    String index =
        "new String(new java.util.Scanner(Route.class.getResourceAsStream("
            + "\"/META-INF/trestle/demo.app.routes\")).useDelimiter(\"\\\\A\").next())";
    project.route("index", index).start();
    assertThat(project.body("/index")).contains("/hello\tGET", "/index\tGET");

    project.route("added", "\"new\"");
    assertThat(project.body("/index")).contains("/added\tGET");

    Files.delete(project.source("demo/app/added/Route.java"));
    assertThat(project.body("/index")).contains("/hello\tGET").doesNotContain("/added");
  }
}
