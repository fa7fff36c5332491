package dev.trestle.dev.loop;

import java.nio.file.Path;
import java.util.List;

/**
 * What a service is made of.
 *
 * @param app the class with {@code public static TrestleBuilder service(Map<String, String>)}
 * @param sources folders of Java, of which each may use those before; below all of them is what is
 *     generated of the database
 * @param resources folders of them
 * @param classPath of the libraries
 * @param options of javac besides
 */
public record Project(
    String app,
    List<Path> sources,
    List<Path> resources,
    List<Path> classPath,
    List<String> options) {
  /** Makes the paths absolute. */
  public Project {
    sources = absolute(sources);
    resources = absolute(resources);
    classPath = absolute(classPath);
    options = List.copyOf(options);
  }

  private static List<Path> absolute(List<Path> paths) {
    return paths.stream().map(path -> path.toAbsolutePath().normalize()).toList();
  }
}
