package dev.trestle.processor.openapi;

import dev.trestle.processor.lang.Quoted;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.annotation.processing.Filer;
import javax.lang.model.element.Element;
import javax.tools.FileObject;
import javax.tools.StandardLocation;

/**
 * The operations of one root and the comments of their types as a resource, a line each: how a
 * compilation of some sources describes the others. Beside it is the description itself.
 */
public final class ApiIndex {
  private static final String OPERATION = "operation";
  private static final String COMMENT = "comment";

  private final Filer filer;
  private final String path;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, String> comments = new TreeMap<>();

  /**
   * Reads what is there.
   *
   * @param filer of the compilation
   * @param root the name of the package
   */
  public ApiIndex(Filer filer, String root) {
    this.filer = filer;
    this.path = "META-INF/trestle/" + root;
    read();
  }

  /**
   * One function at one path.
   *
   * @param route the class that it is in
   * @param path as OpenAPI writes it
   * @param verb in lower case
   * @param json without tags and {@code operationId}
   */
  public record Operation(String route, String path, String verb, String json) {}

  private void read() {
    try {
      FileObject file = filer.getResource(StandardLocation.CLASS_OUTPUT, "", path + ".operations");
      for (String line : file.getCharContent(true).toString().lines().toList()) {
        String[] parts = line.split("\t", -1);
        if (parts[0].equals(OPERATION) && parts.length == 5) {
          operations.add(new Operation(parts[1], parts[2], parts[3], parts[4]));
        } else if (parts[0].equals(COMMENT) && parts.length == 3) {
          comments.put(parts[1], parts[2].translateEscapes());
        }
      }
    } catch (IOException | IllegalArgumentException e) {
      // The first compilation, or what another version has left: it is described anew.
      operations.clear();
      comments.clear();
    }
  }

  /**
   * The operations of a class that was compiled before.
   *
   * @param route the full name of the class
   * @return empty if it was not described
   */
  public List<Operation> of(String route) {
    return operations.stream().filter(operation -> operation.route().equals(route)).toList();
  }

  /**
   * The comments that were kept.
   *
   * @return by the name of the type or package
   */
  public Map<String, String> comments() {
    return comments;
  }

  /**
   * Writes the index and the description.
   *
   * @param all operations
   * @param docs the comments that the description was made of
   * @param description OpenAPI
   * @param origins what it is made of
   * @throws IOException if the compiler does not let
   */
  public void write(Collection<Operation> all, Docs docs, String description, Element... origins)
      throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Operation o : all) {
      lines
          .append(String.join("\t", OPERATION, o.route(), o.path(), o.verb(), o.json()))
          .append('\n');
    }
    docs.used()
        .forEach((name, text) ->
            lines.append(String.join("\t", COMMENT, name, Quoted.line(text))).append('\n'));
    write(".operations", lines.toString(), origins);
    write(".openapi.json", description, origins);
  }

  private void write(String suffix, String text, Element... origins) throws IOException {
    FileObject file =
        filer.createResource(StandardLocation.CLASS_OUTPUT, "", path + suffix, origins);
    try (Writer writer = file.openWriter()) {
      writer.write(text);
    }
  }
}
