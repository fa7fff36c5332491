package dev.trestle.dev;

import dev.trestle.StartException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Requests as {@code .http} files of editors have them: each begins with {@code ###}, then come
 * {@code GET /path}, headers, an empty line and a body. {@code {{$guid}}} is another UUID each
 * time; lines above a request that begin with {@code #} are comments.
 *
 * @param requests at least one
 */
record RequestFile(List<Template> requests) {
  private static final Pattern START = Pattern.compile("(?m)^###.*$");
  private static final Pattern LINE = Pattern.compile("([A-Z]+) (/\\S*)");
  private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):\\s*(.*)");
  private static final String GUID = "{{$guid}}";

  /** A request, before it is given its values. */
  record Template(String method, String path, List<String> headers, String body) {
    String name() {
      return method + " " + path;
    }

    HttpRequest at(String server) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(server + filled(path)))
              .method(
                  method,
                  body.isEmpty()
                      ? HttpRequest.BodyPublishers.noBody()
                      : HttpRequest.BodyPublishers.ofString(filled(body)));
      if (!headers.isEmpty()) {
        request.headers(headers.toArray(String[]::new));
      }
      return request.build();
    }

    private static String filled(String text) {
      return text.contains(GUID) ? text.replace(GUID, UUID.randomUUID().toString()) : text;
    }
  }

  /** Reads a file. */
  static RequestFile read(Path file) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException e) {
      throw new StartException(
          "The requests of "
              + file
              + " cannot be read; they are what an image is trained with. Write, for example,"
              + " GET /api/hello there.",
          e);
    }
    List<Template> requests = new ArrayList<>();
    for (String part : START.split(text)) {
      List<String> lines =
          part.lines()
              .dropWhile(line -> line.isBlank() || line.startsWith("#") || line.startsWith("//"))
              .toList();
      if (!lines.isEmpty()) {
        requests.add(template(file, lines));
      }
    }
    if (requests.isEmpty()) {
      throw new StartException("There is no request in " + file + "; write GET /api/hello there.");
    }
    return new RequestFile(List.copyOf(requests));
  }

  private static Template template(Path file, List<String> lines) {
    var line = LINE.matcher(lines.getFirst().strip());
    if (!line.matches()) {
      throw new StartException(
          file
              + ": '"
              + lines.getFirst()
              + "' is no request; write a method and a path, like GET /api/hello.");
    }
    List<String> headers = new ArrayList<>();
    int next = 1;
    for (; next < lines.size() && !lines.get(next).isBlank(); next++) {
      var header = HEADER.matcher(lines.get(next));
      if (!header.matches()) {
        throw new StartException(
            file + ": '" + lines.get(next) + "' is no header; write a name, a colon and a value.");
      }
      headers.add(header.group(1));
      headers.add(header.group(2));
    }
    String body = String.join("\n", lines.subList(Math.min(next + 1, lines.size()), lines.size()));
    return new Template(line.group(1), line.group(2), List.copyOf(headers), body.strip());
  }
}
