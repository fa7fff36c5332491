package dev.trestle.dev;

import dev.trestle.StartException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A route that is to be begun, where no other is in its way. */
final class NewRoute {
  private final AppFolder app;
  private final UrlPath url;
  private final List<String> verbs;

  /**
   * A route that is not written yet.
   *
   * @throws IllegalArgumentException if it is there, or cannot stand beside one that is
   */
  NewRoute(AppFolder app, UrlPath url, List<String> verbs) {
    this.app = app;
    this.url = url;
    this.verbs = verbs;
    app.routes().forEach(this::check);
  }

  private void check(AppFolder.Existing other) {
    if (other.url().claims().stream().anyMatch(url.claims()::contains)) {
      throw new IllegalArgumentException(
          other.url().template()
              + " is there already, in "
              + other.file()
              + "; add a function to it, or choose another path.");
    }
    contradiction(other.url())
        .ifPresent(theirs -> {
          throw new IllegalArgumentException(
              "The variable there is called {"
                  + theirs.name()
                  + "} in "
                  + other.file()
                  + "; it has one name for all routes: write {"
                  + theirs.name()
                  + "}.");
        });
  }

  /** A variable of another route that is at the place of one of ours, under another name. */
  private Optional<UrlSegment> contradiction(UrlPath other) {
    List<UrlSegment> theirs = other.segments();
    List<UrlSegment> ours = url.segments();
    for (int i = 0; i < Math.min(theirs.size(), ours.size()); i++) {
      UrlSegment their = theirs.get(i);
      UrlSegment our = ours.get(i);
      if (their.isVariable()
          && our.isVariable()
          && their.isCatchAll() == our.isCatchAll()
          && !their.equalsInUrl(our)) {
        return Optional.of(their);
      }
      if (!their.shape().equals(our.shape())) {
        break;
      }
    }
    return Optional.empty();
  }

  /**
   * Writes it.
   *
   * @return the files
   */
  List<Path> write() {
    Map<Path, String> files = new LinkedHashMap<>();
    Path folder = app.root();
    for (UrlSegment segment : url.segments()) {
      folder = app.child(folder, segment);
      if (AppFolder.isToBeSpelled(folder, segment)) {
        files.put(
            folder.resolve("package-info.java"),
            RouteSource.packageInfo(app.packageOf(folder), segment));
      }
    }
    files.put(folder.resolve("Route.java"), RouteSource.of(app.packageOf(folder), url, verbs));
    List<Path> written = new ArrayList<>();
    files.forEach((file, text) -> {
      try {
        Files.createDirectories(file.getParent());
        written.add(Files.writeString(file, text, StandardOpenOption.CREATE_NEW));
      } catch (IOException e) {
        throw new StartException("Cannot write " + file + ": " + e.getMessage() + ".", e);
      }
    });
    return written;
  }
}
