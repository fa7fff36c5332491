package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.trestle.DatabaseUrl;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServiceTest {
  @TempDir private Path folder;

  @Test
  void aServiceKnowsItsDatabaseAndThatADeveloperIsAtWork() throws Exception {
    DatabaseUrl database = DatabaseUrl.parse("postgresql://me@db/app");

    assertThat(told("$DEVELOPMENT $DATABASE_URL", database)).isEqualTo("true " + database.toUri());
  }

  /** What a service sees of these variables. */
  private String told(String variables, DatabaseUrl database)
      throws IOException, InterruptedException {
    Path file = folder.resolve("told");
    try (Service service =
        Service.start("sh -c 'printf %s \"" + variables + "\" > " + file + "'", database)) {
      assertThat(service.await()).isZero();
    }
    return Files.readString(file);
  }
}
