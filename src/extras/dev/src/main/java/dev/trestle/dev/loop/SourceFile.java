package dev.trestle.dev.loop;

import dev.trestle.internal.digest.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file as it was looked at. Two are the same if they have the same content, so that a file which
 * was only touched has not changed.
 *
 * @param path absolute
 * @param modified when it was written, as it says
 * @param changed when anything of it was changed, which nobody can set back; where the file system
 *     does not tell, when it was written
 * @param size in bytes
 * @param key of the file system, which another file of that name does not have; may be unknown
 * @param digest of the content
 * @param text the content, of Java
 * @param settled whether a later change would show in the other figures: not so when it was written
 *     a moment before
 */
record SourceFile(
    Path path,
    FileTime modified,
    FileTime changed,
    long size,
    Optional<Object> key,
    String digest,
    String text,
    boolean settled) {

  /** The coarsest clock of a file system that is in use, and something for its being behind. */
  private static final Duration TICK = Duration.ofSeconds(3);

  /**
   * Looks at a file.
   *
   * @param before how it looked last time
   * @param now by this machine's clock, before the file was looked at
   */
  static SourceFile read(
      Path path, BasicFileAttributes attributes, Optional<SourceFile> before, long now)
      throws IOException {
    FileTime changed = changed(path, attributes);
    if (before.isPresent() && before.get().settled() && before.get().isAs(attributes, changed)) {
      return before.get();
    }
    byte[] content = Files.readAllBytes(path);
    FileTime modified = attributes.lastModifiedTime();
    return new SourceFile(
        path,
        modified,
        changed,
        attributes.size(),
        Optional.ofNullable(attributes.fileKey()),
        HexFormat.of().formatHex(Sha256.of(content)),
        path.toString().endsWith(".java") ? new String(content, StandardCharsets.UTF_8) : "",
        Math.max(modified.toMillis(), changed.toMillis()) < now - TICK.toMillis());
  }

  private static FileTime changed(Path path, BasicFileAttributes attributes) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        ? (FileTime) Files.getAttribute(path, "unix:ctime")
        : attributes.lastModifiedTime();
  }

  private boolean isAs(BasicFileAttributes attributes, FileTime now) {
    return modified.equals(attributes.lastModifiedTime())
        && changed.equals(now)
        && size == attributes.size()
        && key.equals(Optional.ofNullable(attributes.fileKey()));
  }

  boolean isJava() {
    return path.toString().endsWith(".java");
  }
}
