package dev.trestle.dev.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All files below a folder, as they were looked at.
 *
 * @param folder absolute; nothing is in one that is not there
 * @param files by their paths
 */
record Sources(Path folder, SortedMap<Path, SourceFile> files) {

  /** Nothing was looked at yet. */
  static Sources none(Path folder) {
    return new Sources(folder.toAbsolutePath().normalize(), new TreeMap<>());
  }

  /**
   * Looks again: at the content of what may have changed, also of what was written within the same
   * tick of the file system's clock as before.
   */
  Sources look() {
    SortedMap<Path, SourceFile> now = new TreeMap<>();
    if (!Files.isDirectory(folder)) {
      return new Sources(folder, now);
    }
    long time = System.currentTimeMillis();
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              add(file, attributes, time, now);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
              return ifGone(e);
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be read", e);
    }
    return new Sources(folder, now);
  }

  private void add(Path file, BasicFileAttributes attributes, long time, Map<Path, SourceFile> now)
      throws IOException {
    if (isEditors(file) || !Files.isRegularFile(file)) {
      return;
    }
    try {
      Optional<SourceFile> before = Optional.ofNullable(files.get(file));
      now.put(file, SourceFile.read(file, attributes, before, time));
    } catch (IOException e) {
      ifGone(e);
    }
  }

  /** While a folder is walked, files come and go. */
  private static FileVisitResult ifGone(IOException e) throws IOException {
    if (e instanceof NoSuchFileException) {
      return FileVisitResult.CONTINUE;
    }
    throw e;
  }

  /** What editors keep beside a file while they write it. */
  private static boolean isEditors(Path file) {
    String name = file.getFileName().toString();
    return name.startsWith(".") || name.endsWith("~") || name.startsWith("#");
  }

  /** Whether nothing differs in content from what was there before. */
  boolean isSameAs(Sources before) {
    if (!files.keySet().equals(before.files.keySet())) {
      return false;
    }
    for (SourceFile file : files.values()) {
      SourceFile other = before.files.get(file.path());
      if (file != other && !file.digest().equals(other.digest())) {
        return false;
      }
    }
    return true;
  }
}
