package dev.trestle.dev.loop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A file as it was looked at. Two are the same if they have the same content, so that a file which
 * was only touched has not changed.
 *
 * @param path absolute
 * @param modified when the file system says that it was written
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
    if (before.isPresent() && before.get().settled() && before.get().isAs(attributes)) {
      return before.get();
    }
    byte[] content = Files.readAllBytes(path);
    FileTime modified = attributes.lastModifiedTime();
    return new SourceFile(
        path,
        modified,
        attributes.size(),
        Optional.ofNullable(attributes.fileKey()),
        HexFormat.of().formatHex(sha256().digest(content)),
        path.toString().endsWith(".java") ? new String(content, StandardCharsets.UTF_8) : "",
        modified.toMillis() < now - TICK.toMillis());
  }

  private boolean isAs(BasicFileAttributes attributes) {
    return modified.equals(attributes.lastModifiedTime())
        && size == attributes.size()
        && key.equals(Optional.ofNullable(attributes.fileKey()));
  }

  boolean isJava() {
    return path.toString().endsWith(".java");
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
