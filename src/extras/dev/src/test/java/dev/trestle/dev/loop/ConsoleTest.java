package dev.trestle.dev.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The console beside what is being edited. */
class ConsoleTest extends ProjectTest {
  @BeforeEach
  void aMiddleware() throws Exception {
    project.write(
        "demo/app/Middleware.java",
        """
        package demo.app;

        public final class Middleware {
          public static dev.trestle.Response around(dev.trestle.Next next) throws Exception {
            return next.proceed();
          }
        }
        """);
  }

  @Test
  void itShowsRoutesAsTheyAreNowAndWhatWasAskedBefore() throws Exception {
    project.start(Optional.empty(), Map.of("DEVELOPMENT", "true"));
    assertThat(project.body("/hello?first")).isEqualTo("0");
    assertThat(project.body("/_console/routes"))
        .contains("/hello", "demo/app/hello/Route.java:7", "demo.app.Middleware");

    project.route("more/things", "\"1\"");
    assertThat(project.body("/more/things?second")).isEqualTo("1");

    assertThat(project.body("/_console/routes")).contains("/more/things", "/hello");
    assertThat(project.body("/_console/requests")).contains("/hello?first", "/more/things?second");
  }

  @Test
  void outsideDevelopmentThereIsNone() throws Exception {
    project.start(Optional.empty(), Map.of("DEVELOPMENT", "false"));

    assertThat(project.body("/hello")).isEqualTo("0");
    assertThat(project.get("/_console").statusCode()).isEqualTo(404);
  }
}
