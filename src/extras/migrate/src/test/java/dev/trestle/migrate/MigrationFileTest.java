package dev.trestle.migrate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MigrationFileTest {
  @TempDir private Path folder;

  @Test
  void aNewOneComesAfterTheHighestVersion() throws IOException {
    Files.createFile(folder.resolve("V2__b.sql"));
    Files.createFile(folder.resolve("V10__a.sql"));
    Files.createFile(folder.resolve("notes.txt"));

    Path file = MigrationFile.create(folder, "add_user_phone");

    assertThat(file.getFileName()).hasToString("V11__add_user_phone.sql");
    assertThat(file).hasContent("-- Add user phone.");
  }

  @Test
  void theFirstOneIsVersionOne() {
    assertThat(MigrationFile.create(folder, "schema").getFileName()).hasToString("V1__schema.sql");
  }

  @Test
  void versionsMayBeTimes() throws IOException {
    Files.createFile(folder.resolve("V20261127161500__a.sql"));

    assertThat(MigrationFile.create(folder, "b").getFileName())
        .hasToString("V20261127161501__b.sql");
  }

  @Test
  void whatCannotBeWrittenIsSaidInOneSentence() {
    assertThatThrownBy(() -> MigrationFile.create(folder, "a".repeat(300)))
        .isInstanceOf(MigrationException.class)
        .hasMessageStartingWith("No migration can be begun in " + folder + ": ")
        .hasMessageNotContaining("\n");
    assertThat(folder).isEmptyDirectory();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Add", "a b", "a-b", "a__b", "_a", "a_", "../x", "1a"})
  void aNameThatIsNoneIsRefused(String name) {
    assertThatThrownBy(() -> MigrationFile.create(folder, name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "'"
                + name
                + "' is no name of a migration; use lower-case words and underscores, like"
                + " add_user_phone.");
    assertThat(folder).isEmptyDirectory();
  }
}
