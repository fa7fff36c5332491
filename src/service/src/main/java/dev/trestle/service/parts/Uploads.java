package dev.trestle.service.parts;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import dev.trestle.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Files that clients sent, in a directory that no server shows. Each has a name made up here, which
 * cannot be guessed and says nothing but its type: what the sender called it is forgotten.
 */
public final class Uploads {
  private static final Pattern NAME = Pattern.compile("[0-9a-f]{32}\\.([a-z]{3,4})");

  private final Path directory;

  private Uploads(Path directory) {
    this.directory = directory;
  }

  /**
   * A file.
   *
   * @param path where it is
   * @param type what it is by its content
   */
  public record Stored(Path path, FileType type) {}

  /**
   * Files in a directory.
   *
   * @param directory made when the first one comes
   * @return to be kept
   */
  public static Uploads in(Path directory) {
    return new Uploads(directory);
  }

  /**
   * Keeps a file.
   *
   * @param upload moved, not copied, where its temporary file is on the same file system
   * @return its name here
   * @throws IOException if it cannot be read or stored
   */
  public String store(Upload upload) throws IOException {
    byte[] head;
    try (InputStream content = upload.stream()) {
      head = content.readNBytes(FileType.LOOK);
    }
    String name =
        UUID.randomUUID().toString().replace("-", "") + "." + FileType.of(head).extension();
    Files.createDirectories(directory);
    upload.moveTo(directory.resolve(name));
    return name;
  }

  /**
   * Finds a file.
   *
   * @param name as it was given
   * @return empty for any other
   */
  public Optional<Stored> find(String name) {
    Matcher matcher = NAME.matcher(name);
    return matcher.matches()
        ? FileType.ofExtension(matcher.group(1))
            .map(type -> new Stored(directory.resolve(name), type))
            .filter(stored -> Files.isRegularFile(stored.path(), NOFOLLOW_LINKS))
        : Optional.empty();
  }
}
