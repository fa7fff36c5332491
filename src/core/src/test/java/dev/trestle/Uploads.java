package dev.trestle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A folder for uploads, where no test may leave a file. */
final class Uploads implements AfterEachCallback, AfterAllCallback {
  private final Path folder;

  Uploads() {
    try {
      folder = Files.createTempDirectory("uploads");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the application puts them. */
  Path folder() {
    return folder;
  }

  /** What lies there now. */
  List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    assertThat(files()).isEmpty();
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    Files.delete(folder);
  }
}
