package dev.trestle.dev;

import dev.trestle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The folder of an application's URLs: that of the package with {@code @AppRoot}.
 *
 * @param sources the root of the sources that it lies in
 * @param root the folder itself
 */
record AppFolder(Path sources, Path root) {
  private static final String PACKAGE = "package-info.java";
  private static final Pattern APP_ROOT = Pattern.compile("(?m)^[ \\t]*+@AppRoot\\b");
  private static final Pattern SEGMENT =
      Pattern.compile("(?m)^[ \\t]*+@Segment\\([ ]?(?:value = )?\"([^\"\\\\]*+)\"");

  /** A route that is there. */
  record Existing(UrlPath url, Path file) {}

  /**
   * The only one below the root of some sources.
   *
   * @throws IllegalArgumentException if there is none, or several
   */
  static AppFolder below(Path sources) {
    if (!Files.isDirectory(sources)) {
      throw new IllegalArgumentException(
          "There is no folder " + sources + "; --sources names the root of the Java sources.");
    }
    List<Path> roots =
        files(sources, PACKAGE).stream()
            .filter(file -> APP_ROOT.matcher(read(file)).find())
            .map(Path::getParent)
            .toList();
    if (roots.isEmpty()) {
      throw new IllegalArgumentException(
          "No package below "
              + sources
              + " has @AppRoot; write it in the package-info.java of the one that is to be /.");
    }
    if (roots.size() > 1) {
      throw new IllegalArgumentException(
          "Several packages have @AppRoot: " + roots + "; write --app with the one that is meant.");
    }
    return new AppFolder(sources, roots.getFirst());
  }

  /** All routes that are there, those in Kotlin too. */
  List<Existing> routes() {
    List<Existing> routes = new ArrayList<>();
    for (String name : List.of("Route.java", "Route.kt")) {
      for (Path file : files(root, name)) {
        routes.add(new Existing(new UrlPath(segments(file.getParent())), file));
      }
    }
    return routes;
  }

  private List<UrlSegment> segments(Path folder) {
    List<UrlSegment> segments = new ArrayList<>();
    for (Path at = folder; !at.equals(root); at = at.getParent()) {
      segments.addFirst(segment(at));
    }
    return segments;
  }

  /** What a package adds to the URL, by its annotation or its name. */
  private static UrlSegment segment(Path folder) {
    Path file = folder.resolve(PACKAGE);
    Optional<String> spelled = Optional.empty();
    if (Files.exists(file)) {
      Matcher matcher = SEGMENT.matcher(read(file));
      spelled = matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
    return spelled
        .map(UrlSegment::literal)
        .orElseGet(() -> UrlSegment.ofPackage(folder.getFileName().toString()));
  }

  /** The folder of a segment in another: the one that has it already, or one that is not there. */
  Path child(Path folder, UrlSegment segment) {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> children = Files.list(folder)) {
        Optional<Path> same =
            children
                .filter(Files::isDirectory)
                .sorted()
                .filter(child -> segment(child).equalsInUrl(segment))
                .findFirst();
        if (same.isPresent()) {
          return same.get();
        }
      } catch (IOException e) {
        throw unreadable(folder, e);
      }
    }
    Path wanted = folder.resolve(segment.packageName());
    for (int i = 2; isTaken(wanted); i++) {
      wanted = folder.resolve(segment.packageName() + i);
    }
    return wanted;
  }

  /** Whether a package of that name is there, or would clash with a class that is or will be. */
  private static boolean isTaken(Path folder) {
    String name = folder.getFileName().toString();
    return Files.exists(folder)
        || name.equals("Route")
        || Files.exists(folder.resolveSibling(name + ".java"))
        || Files.exists(folder.resolveSibling(name + ".kt"));
  }

  /**
   * Whether a folder that is not there yet needs {@code @Segment} to be this.
   *
   * @throws IllegalArgumentException if that cannot be said
   */
  static boolean isToBeSpelled(Path folder, UrlSegment segment) {
    boolean named = UrlSegment.ofPackage(folder.getFileName().toString()).equalsInUrl(segment);
    if (!named && segment.isVariable()) {
      throw new IllegalArgumentException(
          folder.resolveSibling(segment.packageName())
              + " is another segment by its @Segment; rename that package.");
    }
    return !named && !Files.exists(folder);
  }

  /** The package of a folder. */
  String packageOf(Path folder) {
    return sources.relativize(folder).toString().replace('\\', '/').replace('/', '.');
  }

  private static List<Path> files(Path folder, String name) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.endsWith(name)).sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static StartException unreadable(Path file, IOException e) {
    return new StartException("Cannot read " + file + ": " + e.getMessage() + ".", e);
  }
}
