package dev.trestle.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The routes of one root as a resource, a line each: URL, verbs, class. It is how a compilation of
 * some sources knows of the others, and a table for people and tools to read.
 */
final class RouteIndex {
  private final Filer filer;
  private final String path;

  RouteIndex(Filer filer, String root) {
    this.filer = filer;
    this.path = "META-INF/trestle/" + root + ".routes";
  }

  /** The names of the classes that were there after the last compilation. */
  List<String> read() {
    try {
      FileObject file = filer.getResource(StandardLocation.CLASS_OUTPUT, "", path);
      return file.getCharContent(true)
          .toString()
          .lines()
          .map(line -> line.substring(line.lastIndexOf('\t') + 1))
          .toList();
    } catch (IOException e) {
      return List.of(); // The first compilation.
    }
  }

  void write(List<RouteClass> routes, Element... origins) throws IOException {
    String text =
        routes.stream()
            .map(r ->
                r.url().template() + "\t" + String.join(" ", r.verbs()) + "\t" + r.name() + "\n")
            .collect(Collectors.joining());
    FileObject file = filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, origins);
    try (Writer writer = file.openWriter()) {
      writer.write(text);
    }
  }
}
