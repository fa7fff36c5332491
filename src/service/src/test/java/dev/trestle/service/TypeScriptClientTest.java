package dev.trestle.service;

import static dev.trestle.Verb.GET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.support.NodeProject;
import dev.trestle.testing.TestApp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What others make of {@code /openapi.json}: a validator finds nothing wrong with it, and the types
 * that the generator of TypeScript makes of it hold for a program.
 */
class TypeScriptClientTest {
  @RegisterExtension static final TestApp app = Service.empty(Main::service);

  private static NodeProject project;

  @BeforeAll
  static void install() throws IOException {
    project = NodeProject.install(Path.of("clients/typescript"));
    Files.writeString(project.file("openapi.json"), app.call(GET, "/openapi.json").text());
  }

  @Test
  void aValidatorFindsNothingWrong() throws IOException {
    NodeProject.Run lint = project.run("npm", "run", "-s", "lint");

    assertThat(lint.output()).contains("Your API description is valid");
    assertThat(lint.status()).isZero();
  }

  @Test
  void aProgramCompilesAndRunsAndMisuseDoesNotCompile() throws IOException {
    NodeProject.Run generate = project.run("npm", "run", "-s", "generate");
    assertThat(generate.status()).as(generate.output()).isZero();
    // Where misuse compiles, its @ts-expect-error is the mistake.
    NodeProject.Run check = project.run("npm", "run", "-s", "check");
    assertThat(check.output()).isEmpty();
    assertThat(check.status()).isZero();

    NodeProject.Run program = project.run("node", "dist/example.js", app.url());
    assertThat(program.output().lines().toList())
        .isEqualTo(
            List.of(
                "name none",
                "refused 400: Invalid email: must be an e-mail address"
                    + " {\"email\":\"must be an e-mail address\",\"name\":\"must not be blank\"}",
                "deleted 204"));
  }
}
