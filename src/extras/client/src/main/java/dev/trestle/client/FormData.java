package dev.trestle.client;

import java.io.FileNotFoundException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * A form: texts and files by the names of their fields. Sent as {@code multipart/form-data} if
 * there is a file, else as {@code application/x-www-form-urlencoded}. Immutable.
 */
public final class FormData {
  private static final FormData EMPTY = new FormData(List.of());

  private record Field(String name, Object value) {}

  private final List<Field> fields;

  private FormData(List<Field> fields) {
    this.fields = fields;
  }

  /**
   * A form without fields.
   *
   * @return to begin with
   */
  public static FormData of() {
    return EMPTY;
  }

  /**
   * With one more field, or none, or several.
   *
   * @param name of the field
   * @param value a text, number, date, enum or {@link Upload}; of an empty {@code Optional} no
   *     field, of a list one for each
   * @return a new form
   */
  public FormData with(String name, Object value) {
    List<Field> more = new ArrayList<>(fields);
    Encoding.values(name, value)
        .forEach(one ->
            more.add(
                new Field(name, one instanceof Upload file ? file : Encoding.text(name, one))));
    return new FormData(List.copyOf(more));
  }

  Content content() {
    return fields.stream().anyMatch(field -> field.value() instanceof Upload)
        ? multipart("trestle-" + UUID.randomUUID())
        : Content.text(
            "application/x-www-form-urlencoded",
            fields.stream()
                .map(field ->
                    Encoding.encode(field.name()) + "=" + Encoding.encode((String) field.value()))
                .collect(Collectors.joining("&")));
  }

  private Content multipart(String boundary) {
    return Content.of(
        "multipart/form-data; boundary=" + boundary,
        () -> {
          List<BodyPublisher> parts = new ArrayList<>();
          for (Field field : fields) {
            add(parts, field, boundary);
          }
          parts.add(bytes("--" + boundary + "--\r\n"));
          return BodyPublishers.concat(parts.toArray(BodyPublisher[]::new));
        });
  }

  private static void add(List<BodyPublisher> parts, Field field, String boundary)
      throws FileNotFoundException {
    String head =
        "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + quoted(field.name());
    if (field.value() instanceof Upload file) {
      String type = file.type().replaceAll("[\\r\\n]", "");
      parts.add(
          bytes(
              head
                  + "\"; filename=\""
                  + quoted(file.name())
                  + "\"\r\nContent-Type: "
                  + type
                  + "\r\n\r\n"));
      parts.add(file.open());
      parts.add(bytes("\r\n"));
    } else {
      parts.add(bytes(head + "\"\r\n\r\n" + field.value() + "\r\n"));
    }
  }

  /** As browsers write names. */
  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private static BodyPublisher bytes(String text) {
    return BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8));
  }
}
