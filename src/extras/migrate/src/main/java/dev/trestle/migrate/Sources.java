package dev.trestle.migrate;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the files are: Flyway finds them, and gives out their names but not what they say. */
record Sources(List<String> locations) {
  private static final String FOLDER = "filesystem:";
  private static final String CLASSPATH = "classpath:";

  /**
   * What a file says.
   *
   * @param script its name below its location
   * @return empty if it is none of SQL in UTF-8
   */
  Optional<String> read(String script) {
    try {
      for (String location : locations) {
        Optional<String> text =
            location.startsWith(FOLDER)
                ? inFolder(Path.of(location.substring(FOLDER.length()), script))
                : onClasspath(strip(location) + "/" + script);
        if (text.isPresent()) {
          return text;
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new MigrationException(script + " cannot be read: " + e.getMessage() + ".", e);
    }
  }

  private static Optional<String> inFolder(Path file) throws IOException {
    return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
  }

  private static Optional<String> onClasspath(String name) throws IOException {
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    try (InputStream stream = loader.getResourceAsStream(name)) {
      return stream == null
          ? Optional.empty()
          : Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static String strip(String location) {
    String path =
        location.startsWith(CLASSPATH) ? location.substring(CLASSPATH.length()) : location;
    return path.replaceAll("^/++|(?<!/)/++$", "");
  }
}
