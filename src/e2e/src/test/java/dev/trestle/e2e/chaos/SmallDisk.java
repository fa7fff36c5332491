package dev.trestle.e2e.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A file system of one mebibyte. */
final class SmallDisk implements AutoCloseable {
  private final Path folder;

  private SmallDisk(Path folder) {
    this.folder = folder;
  }

  /** Mounts one, where this user may; else empty. */
  static Optional<SmallDisk> mount() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("disk");
    try {
      if (run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString())) {
        return Optional.of(new SmallDisk(folder));
      }
    } catch (IOException e) {
      // There is no such program.
    }
    Files.delete(folder);
    return Optional.empty();
  }

  private static boolean run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(List.of(command)).redirectErrorStream(true).start().waitFor() == 0;
  }

  Path folder() {
    return folder;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    run("umount", folder.toString());
    Files.delete(folder);
  }
}
