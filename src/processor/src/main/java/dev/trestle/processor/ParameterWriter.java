package dev.trestle.processor;

import dev.trestle.processor.openapi.Fields.Field;
import dev.trestle.processor.openapi.Javadoc;
import dev.trestle.processor.openapi.JsonObject;
import dev.trestle.processor.openapi.Records;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Describes the variables, the query string, the headers and the cookies of an operation. */
final class ParameterWriter {
  /** What clients may send where such an answer is given: by status, the name and what it is. */
  private static final Map<String, DeclaredInput> IMPLIED =
      new TreeMap<>(
          Map.of(
              "206",
              implied("Range", "Which bytes, e.g. `bytes=0-99`"),
              "304",
              implied(
                  "If-None-Match",
                  "The `ETag` of what the client has; if that is still so, it is 304"),
              "412",
              implied(
                  "If-Match",
                  "The `ETag` of what the client has read; if it is another, it is 412"),
              "428",
              implied("If-Match", "The `ETag` of what the client has read; without, it is 428")));

  private final List<JsonObject> parameters = new ArrayList<>();
  private final Set<String> named = new HashSet<>();

  private static DeclaredInput implied(String header, String description) {
    return new DeclaredInput("header", header, false, description);
  }

  /**
   * All of them.
   *
   * @param path that they are for: a catch-all may be left out of it
   * @param doc the comment of the function
   * @param declared what it says that it reads
   * @param responses its answers
   */
  static List<JsonObject> of(
      RouteUrl url,
      String path,
      Inputs inputs,
      Javadoc doc,
      List<DeclaredInput> declared,
      JsonObject responses) {
    ParameterWriter writer = new ParameterWriter();
    for (Segment segment : url.segments()) {
      if (segment.isVariable() && path.contains("{" + segment.name() + "}")) {
        writer.variable(segment, inputs.schema(segment), doc.parameter(segment.name()));
      }
    }
    for (Field field : inputs.query()) {
      writer.add(field.name(), "query", field.required(), field.schema(), field.description());
    }
    declared.forEach(writer::add);
    IMPLIED.forEach((status, input) -> {
      if (responses.has(status)) {
        writer.add(input);
      }
    });
    return writer.parameters;
  }

  private void variable(Segment segment, JsonObject schema, String description) {
    String several = segment.isCatchAll() ? "One segment or more, with slashes between them." : "";
    add(segment.name(), "path", true, schema, description.isEmpty() ? several : description);
  }

  private void add(DeclaredInput input) {
    boolean header = input.place().equals("header");
    String name = header ? input.name().toLowerCase(Locale.ROOT) : input.name();
    if (named.add(input.place() + " " + name)) {
      JsonObject text = new JsonObject().text("type", "string");
      add(input.name(), input.place(), input.required(), text, input.description());
    }
  }

  private void add(
      String name, String in, boolean required, JsonObject schema, String description) {
    JsonObject described = new JsonObject().putAll(schema);
    Records.exemplify(described, description);
    JsonObject parameter = new JsonObject().text("name", name).text("in", in);
    if (required) {
      parameter.put("required", true);
    }
    parameters.add(parameter.text("description", description).put("schema", described));
  }
}
