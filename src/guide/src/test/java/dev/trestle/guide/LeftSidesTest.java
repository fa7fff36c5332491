package dev.trestle.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.support.NodeProject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the guide shows on the left, {@code src/test/node}, for its compiler and real packages. */
class LeftSidesTest {
  /**
   * Generating needs no schema engine, which is for migrations; Prisma only looks whether some
   * program is where it would be, and would else download it.
   */
  private static final Map<String, String> NOTHING_ELSE =
      Map.of(
          "PRISMA_SCHEMA_ENGINE_BINARY",
          ProcessHandle.current().info().command().orElseThrow(),
          "CHECKPOINT_DISABLE",
          "1");

  @Test
  void theOthersCompile() throws IOException {
    NodeProject others = NodeProject.install(Path.of("src/test/node"));

    NodeProject.Run check = others.run(NOTHING_ELSE, "npm", "run", "check");

    assertThat(check.status()).as(check.output()).isZero();
    assertThat(check.output()).contains("Generated Prisma Client");
  }
}
