package dev.trestle.processor.client;

import dev.trestle.processor.lang.Quoted;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The sources of a client as resources beside the classes, from where another module compiles them,
 * and an index: which files there are, and what only sources tell.
 */
public final class ClientFiles {
  private static final String FOLDER = "META-INF/trestle/client/";
  private static final String FILE = "file ";

  private final Filer filer;
  private final String index;
  private final Map<String, String> lines = new TreeMap<>();

  /**
   * @param root the package of the application
   */
  public ClientFiles(Filer filer, String root) {
    this.filer = filer;
    this.index = "META-INF/trestle/" + root + ".client";
    read();
  }

  private void read() {
    try {
      resource(index)
          .getCharContent(true)
          .toString()
          .lines()
          .map(line -> line.split("\t", 2))
          .filter(line -> line.length == 2)
          .forEach(line -> lines.put(line[0], line[1].translateEscapes()));
    } catch (IOException e) {
      lines.clear(); // The first compilation.
    }
  }

  /** What {@link Comments} knew after the last compilation. */
  public Map<String, String> comments() {
    return lines.entrySet().stream()
        .filter(line -> !line.getKey().startsWith(FILE))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Writes all, and deletes what was written before and is no more. */
  public void write(
      String packageName, Map<String, String> sources, Comments comments, Element... origins)
      throws IOException {
    Map<String, String> now = new TreeMap<>(comments.used());
    String folder = packageName.replace('.', '/') + "/";
    sources.keySet().forEach(name -> now.put(FILE + folder + name + ".java", "written"));
    for (String line : List.copyOf(lines.keySet())) {
      if (line.startsWith(FILE) && !now.containsKey(line)) {
        delete(FOLDER + line.substring(FILE.length()));
      }
    }
    for (Map.Entry<String, String> source : sources.entrySet()) {
      write(FOLDER + folder + source.getKey() + ".java", source.getValue(), origins);
    }
    StringBuilder text = new StringBuilder();
    now.forEach(
        (key, value) -> text.append(key).append('\t').append(Quoted.line(value)).append('\n'));
    write(index, text.toString(), origins);
  }

  /** By itself, because no compiler deletes for a processor. */
  private void delete(String path) {
    try {
      URI written = resource(path).toUri();
      if ("file".equals(written.getScheme())) {
        Files.deleteIfExists(Path.of(written));
      }
    } catch (IOException e) {
      // It is not there: a clean build, or the build tool was first.
    }
  }

  private FileObject resource(String path) throws IOException {
    return filer.getResource(StandardLocation.CLASS_OUTPUT, "", path);
  }

  private void write(String path, String text, Element... origins) throws IOException {
    FileObject file = filer.createResource(StandardLocation.CLASS_OUTPUT, "", path, origins);
    try (Writer writer = file.openWriter()) {
      writer.write(text);
    }
  }
}
