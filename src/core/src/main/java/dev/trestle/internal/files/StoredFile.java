package dev.trestle.internal.files;

import dev.trestle.ETag;
import dev.trestle.HttpError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * A file as it was found.
 *
 * @param path of it
 * @param length in bytes
 * @param modified when it was changed last
 */
public record StoredFile(Path path, long length, Instant modified) {
  /**
   * Looks at a file.
   *
   * @throws HttpError 404 if there is none, or something else, a link too
   */
  public static StoredFile of(Path path) {
    try {
      BasicFileAttributes found =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!found.isRegularFile()) {
        throw notFound();
      }
      return new StoredFile(path, found.size(), found.lastModifiedTime().toInstant());
    } catch (IOException e) {
      throw absent(e);
    }
  }

  /**
   * Looks for a file below a folder.
   *
   * @param relative its names with slashes between them, as a client may have sent them
   * @throws HttpError 404 if it is not a file there: for what is above, absolute, hidden, empty or
   *     malformed, and what a link leads to
   */
  public static StoredFile below(Path root, String relative) {
    for (String name : relative.split("/", -1)) {
      // Also refuses "." and "..".
      if (name.isEmpty() || name.startsWith(".") || name.indexOf('\\') >= 0) {
        throw notFound();
      }
    }
    Path file;
    try {
      Path folder = root.toRealPath();
      file = folder.resolve(relative);
      if (!file.startsWith(folder) || !file.toRealPath().equals(file)) {
        throw notFound();
      }
    } catch (InvalidPathException e) {
      throw notFound();
    } catch (IOException e) {
      throw absent(e);
    }
    return of(file);
  }

  /**
   * Changes when the file does: its time of change, as exact as the file system has it, and size.
   */
  public ETag etag() {
    long nanos = modified.getEpochSecond() * 1_000_000_000 + modified.getNano();
    return ETag.of(Long.toHexString(nanos) + "-" + Long.toHexString(length));
  }

  /** What is not there, or is not a folder on the way, is no failure; all else is. */
  private static RuntimeException absent(IOException e) {
    boolean missing =
        e instanceof NoSuchFileException
            || e instanceof FileSystemException other
                && String.valueOf(other.getReason()).matches("Not a directory|File name too long");
    return missing ? notFound() : new UncheckedIOException(e);
  }

  private static HttpError notFound() {
    return HttpError.notFound("Not found");
  }
}
