package dev.trestle.dev.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ErrorTest extends ProjectTest {
  @Test
  void whatDoesNotCompileIsTheAnswerUntilItDoes() throws Exception {
    project.start();
    project.route("hello", "unknown < \"<b>\"");

    HttpResponse<String> answer = project.get("/hello");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(answer.body())
        .startsWith("{\"error\":\"The sources do not compile: ")
        .contains("app/hello/Route.java:7: cannot find symbol")
        .contains("\"line\":7")
        .contains("\"7\":\"    return Response.text(unknown < \\\"<b>\\\");\"");
    assertThat(project.get("/elsewhere").body()).isEqualTo(answer.body());
    assertThat(project.said())
        .contains("app/hello/Route.java:7: cannot find symbol")
        .contains("\n>     7 |     return Response.text(unknown < \"<b>\");\n")
        .containsOnlyOnce("The sources do not compile");

    project.route("hello", "\"mended\"");
    assertThat(project.body("/hello")).isEqualTo("mended");
  }

  @Test
  void aBrowserIsShownAPage() throws Exception {
    project.start();
    project.route("hello", "unknown < \"<b>\"");

    HttpResponse<String> page = project.get("/hello", "Accept", "text/html,*/*;q=0.8");
    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy"))
        .contains("default-src 'none'; style-src 'unsafe-inline'");
    assertThat(page.body())
        .contains("<h1>The sources do not compile</h1>")
        .contains("app/hello/Route.java:7</h2>")
        .contains(
            "<mark>    7      return Response.text(unknown &lt; &quot;&lt;b&gt;&quot;);</mark>")
        .doesNotContain("<b>", "http");
  }

  @Test
  void whatASourceSaysIsNotShownToAnotherSitesName() {
    assertThat(LocalName.is("localhost", "127.0.0.1")).isTrue();
    assertThat(LocalName.is("shop.localhost", "127.0.0.1")).isTrue();
    assertThat(LocalName.is("192.168.1.7", "0.0.0.0")).isTrue();
    assertThat(LocalName.is("[::1]", "::")).isTrue();
    assertThat(LocalName.is("mine.example", "mine.example")).isTrue();

    assertThat(LocalName.is("evil.example", "127.0.0.1")).isFalse();
    assertThat(LocalName.is("localhost.evil.example", "127.0.0.1")).isFalse();
    assertThat(LocalName.is("127.0.0.1.evil.example", "127.0.0.1")).isFalse();
  }

  @Test
  void anotherSitesNameIsToldNoSource() throws Exception {
    project.start();
    project.route("hello", "unknown");

    String answer = RawRequest.send(project.port(), "GET /hello HTTP/1.1", "Host: evil.example");
    assertThat(answer)
        .startsWith("HTTP/1.1 500")
        .contains("The sources do not compile. The terminal tells why")
        .doesNotContain("unknown", "Route.java");
  }

  @Test
  void aProjectThatDoesNotCompileAtTheStartIsWaitedFor() throws Exception {
    project.route("hello", "1 +").start();
    assertThat(project.get("/hello").statusCode()).isEqualTo(500);

    project.route("hello", "\"1\"");
    assertThat(project.body("/hello")).isEqualTo("1");
  }

  @Test
  void aServiceThatDoesNotStartIsTriedAgainByWhoeverAsks() throws Exception {
    Path there = folder.resolve("there");
    project
        .write(
            "demo/Start.java",
            """
            package demo;

            import java.nio.file.Files;
            import java.nio.file.Path;

            public final class Start {
              static void check() {
                if (!Files.exists(Path.of("%s"))) {
                  throw new IllegalStateException("Not yet");
                }
              }
            }
            """
                .formatted(there))
        .write(
            "demo/Main.java",
            Files.readString(project.source("demo/Main.java"))
                .replace("    return", "    Start.check();\n    return"))
        .start();

    assertThat(project.get("/hello").body())
        .startsWith("{\"error\":\"The service does not start: ")
        .contains("demo/Start.java:9: java.lang.IllegalStateException: Not yet");
    Files.createFile(there);
    assertThat(project.body("/hello")).isEqualTo("0");
  }

  @Test
  void whatAnAppMustLookLikeIsTold() throws Exception {
    project.write("demo/Main.java", "package demo;\n\npublic final class Main {}\n").start();

    assertThat(project.get("/hello").body())
        .contains(
            "demo.Main must be a public class with public static TrestleBuilder"
                + " service(Map<String, String>)");
  }

  @Test
  void aMistakeThatIsTakenBackLeavesTheApplicationAsItWas() throws Exception {
    project.start();
    project.route("hello", "oh");
    assertThat(project.get("/hello").statusCode()).isEqualTo(500);

    project.route("hello", "\"0\"");
    assertThat(project.body("/hello")).isEqualTo("0");
  }
}
