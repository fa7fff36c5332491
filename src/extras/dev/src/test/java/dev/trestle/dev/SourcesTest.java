package dev.trestle.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
  @TempDir private Path folder;
  private Sources sources;
  private Path file;
  private Map<Path, FileTime> before;

  @BeforeEach
  void oneFile() throws IOException {
    file = Files.writeString(folder.resolve("Route.java"), "1");
    sources = new Sources(List.of(folder));
    before = sources.snapshot();
  }

  @Test
  void nothingChangedLooksTheSame() {
    assertThat(sources.snapshot()).isEqualTo(before).containsOnlyKeys(file);
  }

  @Test
  void aChangedAnAddedAndADeletedFileEachShow() throws IOException {
    Files.setLastModifiedTime(file, FileTime.fromMillis(1));
    assertThat(sources.snapshot()).isNotEqualTo(before);

    Files.setLastModifiedTime(file, before.get(file));
    Path added = Files.createFile(Files.createDirectory(folder.resolve("sub")).resolve("New.java"));
    assertThat(sources.snapshot()).isNotEqualTo(before).containsKey(added);

    Files.delete(added);
    assertThat(sources.snapshot()).isEqualTo(before);
    Files.delete(file);
    assertThat(sources.snapshot()).isEmpty();
  }

  @Test
  void whatABuildMakesDoesNotCount() throws IOException {
    Files.createFile(
        Files.createDirectories(folder.resolve("m/target/classes")).resolve("A.class"));

    assertThat(sources.snapshot()).isEqualTo(before);
  }

  @Test
  void aFolderThatIsNotThereIsNoFailure() {
    Sources missing = new Sources(List.of(folder.resolve("absent")));

    assertThat(missing.snapshot()).isEqualTo(missing.snapshot());
  }
}
